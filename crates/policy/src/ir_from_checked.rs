//! The last step before a program may be run: variables in an order in which each reads only earlier ones.
//!
//! In: a program in which nothing reads itself within a year (`check/cycles.rs` has seen to that). Out: the same, renumbered, with
//! the stratum of each variable: how many rankings and lists lie beneath it, one above the other.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{ir_walk, reads_now};
use crate::ir::{Expr, ExprKind, Program, Shape, VariableId};

/// The program with its variables in order. Where two could come next, the one declared first does.
pub(crate) fn ordered(mut program: Program) -> Program {
    let reads: Vec<BTreeSet<VariableId>> = program.variables.iter().map(reads_now).collect();
    let mut placed: Vec<usize> = Vec::new();
    let mut new_place: BTreeMap<VariableId, VariableId> = BTreeMap::new();
    while placed.len() < program.variables.len() {
        let ready = |(at, reads): &(usize, &BTreeSet<VariableId>)| !placed.contains(at) && reads.iter().all(|r| new_place.contains_key(r));
        let next = reads.iter().enumerate().find(ready).map(|(at, _)| at);
        // Without a circle there is always a next one.
        let Some(at) = next else { break };
        new_place.insert(VariableId(index(at)), VariableId(index(placed.len())));
        placed.push(at);
    }
    let mut old: Vec<Option<crate::ir::Variable>> = std::mem::take(&mut program.variables).into_iter().map(Some).collect();
    for at in placed {
        program.variables.extend(old.get_mut(at).and_then(Option::take));
    }
    for variable in &mut program.variables {
        for root in ir_walk::variable_roots_mut(variable) {
            renumber(root, &new_place);
        }
    }
    for assert in &mut program.asserts {
        renumber(&mut assert.logic, &new_place);
    }
    program.results = program.results.iter().filter_map(|id| new_place.get(id)).copied().collect();
    for at in 0..program.variables.len() {
        let below = program.variables.get(at).map(reads_now).unwrap_or_default();
        let deepest = below.iter().filter_map(|id| program.variable(*id)).map(|v| v.stratum).max().unwrap_or(0);
        if let Some(variable) = program.variables.get_mut(at) {
            let own = u32::from(!matches!(variable.shape, Shape::Rules));
            variable.stratum = deepest.saturating_add(own);
        }
    }
    program
}

fn renumber(expr: &mut Expr, places: &BTreeMap<VariableId, VariableId>) {
    if let ExprKind::Variable { variable, .. } = &mut expr.kind
        && let Some(place) = places.get(variable)
    {
        *variable = *place;
    }
    for part in ir_walk::parts_mut(expr) {
        renumber(part, places);
    }
}

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

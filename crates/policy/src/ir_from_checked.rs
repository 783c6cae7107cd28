//! The last step before a program may be run: variables in an order in which each reads only earlier ones.
//!
//! In: a program in which nothing reads itself within a year (`check/cycles.rs` has seen to that). Out: the same, renumbered, with
//! the stratum of each variable: how many rankings and lists lie beneath it, one above the other.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::reads::reads_now;
use crate::ir::{Expr, ExprKind, Program, Shape, VariableId, walk};

/// The program with its variables in order. Where two could come next, the one declared first does.
pub(crate) fn ordered(mut program: Program) -> Program {
    let reads: Vec<BTreeSet<VariableId>> = program.variables.iter().map(reads_now).collect();
    let mut readers: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut waits_for: Vec<usize> = reads.iter().map(BTreeSet::len).collect();
    for (at, reads) in reads.iter().enumerate() {
        for read in reads {
            readers.entry(read.at()).or_default().push(at);
        }
    }
    let mut ready: BTreeSet<usize> = waits_for.iter().enumerate().filter(|(_, n)| **n == 0).map(|(at, _)| at).collect();
    let mut placed: Vec<usize> = Vec::new();
    let mut new_place: BTreeMap<VariableId, VariableId> = BTreeMap::new();
    while let Some(at) = ready.pop_first() {
        new_place.insert(VariableId(index(at)), VariableId(index(placed.len())));
        placed.push(at);
        for reader in readers.get(&at).into_iter().flatten() {
            if let Some(left) = waits_for.get_mut(*reader) {
                *left = left.saturating_sub(1);
                if *left == 0 {
                    ready.insert(*reader);
                }
            }
        }
    }
    let mut old: Vec<Option<crate::ir::Variable>> = std::mem::take(&mut program.variables).into_iter().map(Some).collect();
    for at in placed {
        program.variables.extend(old.get_mut(at).and_then(Option::take));
    }
    for variable in &mut program.variables {
        for root in walk::variable_roots_mut(variable) {
            renumber(root, &new_place);
        }
    }
    for assert in &mut program.asserts {
        renumber(&mut assert.logic, &new_place);
    }
    for outcome in &mut program.outcomes {
        let moved = |id: &mut VariableId| {
            if let Some(place) = new_place.get(id) {
                *id = *place;
            }
        };
        moved(&mut outcome.variable);
        outcome.grants.iter_mut().for_each(moved);
        outcome.fields.iter_mut().for_each(|(_, id)| moved(id));
        outcome.disregards.iter_mut().for_each(|d| moved(&mut d.by));
        for root in walk::outcome_roots_mut(outcome) {
            renumber(root, &new_place);
        }
    }
    let guards = program.procedures.iter_mut().flat_map(crate::ir::Procedure::guards_mut);
    for guard in guards.chain(program.duties.iter_mut().map(|d| &mut d.guard)) {
        *guard = new_place.get(guard).copied().unwrap_or(*guard);
    }
    let of_procedures = program.procedures.iter_mut().flat_map(crate::ir::Procedure::expressions_mut);
    for root in of_procedures.chain(program.duties.iter_mut().flat_map(crate::ir::Duty::expressions_mut)) {
        renumber(root, &new_place);
    }
    for set in [&mut program.to_verify, &mut program.incentives] {
        *set = set.iter().filter_map(|id| new_place.get(id)).copied().collect();
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
    for part in walk::parts_mut(expr) {
        renumber(part, places);
    }
}

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

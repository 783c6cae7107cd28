//! What a difference can reach: the variables that read, directly or through others, a named number or an open point.
//!
//! In: a program, and which numbers and open points are otherwise. Out: for each variable whether it can be otherwise. Read off the
//! program alone, whatever the facts are: a variable that reads in no year what is otherwise, and no variable that does, comes
//! to the same in every year and for everybody. Deliberately absent: other facts, other years of the law.

use std::collections::BTreeSet;

use crate::ir::{Expr, ExprKind, OpenId, ParameterId, Program, Variable, VariableId, walk};

/// What a variable reads, one step down.
#[derive(Debug, Default)]
struct Reads {
    variables: BTreeSet<VariableId>,
    parameters: BTreeSet<ParameterId>,
    opens: BTreeSet<OpenId>,
}

impl Reads {
    fn of(program: &Program, variable: &Variable) -> Reads {
        let mut reads = Reads { opens: variable.left_open.iter().copied().collect(), ..Reads::default() };
        for (_, root) in walk::variable_roots(variable) {
            reads.take_in(root);
        }
        if let Some(outcome) = variable.outcome.and_then(|id| program.outcomes.get(id.at())) {
            reads.variables.extend(outcome.disregards.iter().map(|disregard| disregard.by));
            for root in walk::outcome_roots(outcome) {
                reads.take_in(root);
            }
        }
        reads
    }

    fn take_in(&mut self, root: &Expr) {
        walk::visit(root, &mut |expr| {
            match expr.kind {
                ExprKind::Variable { variable, .. } => drop(self.variables.insert(variable)),
                ExprKind::Parameter(id) => drop(self.parameters.insert(id)),
                ExprKind::Open(id) => drop(self.opens.insert(id)),
                _ => {}
            };
        });
    }
}

/// For each variable whether it can come out otherwise where these numbers and open points are.
#[must_use]
pub fn reached(program: &Program, parameters: &BTreeSet<ParameterId>, opens: &BTreeSet<OpenId>) -> Vec<bool> {
    let reads: Vec<Reads> = program.variables.iter().map(|variable| Reads::of(program, variable)).collect();
    let mut reached: Vec<bool> =
        reads.iter().map(|reads| !reads.parameters.is_disjoint(parameters) || !reads.opens.is_disjoint(opens)).collect();
    // Through 上年 a variable may read one that comes after it: gone over until nothing more is reached.
    loop {
        let more: Vec<usize> = reads
            .iter()
            .enumerate()
            .filter(|(at, reads)| {
                let reads_one = reads.variables.iter().any(|id| reached.get(id.at()).copied().unwrap_or(true));
                !reached.get(*at).copied().unwrap_or(true) && reads_one
            })
            .map(|(at, _)| at)
            .collect();
        if more.is_empty() {
            return reached;
        }
        for at in more {
            if let Some(slot) = reached.get_mut(at) {
                *slot = true;
            }
        }
    }
}

//! Programs changed in one place, as an evaluator with a fault in that place would run them.
//!
//! In: a checked program. Out: one mutant for each place and each way to change it, in a fixed order. A mutant may mean the same as the
//! program (an exception that never holds): whether it does, only worlds can tell. Deliberately absent: changes that no evaluator could make
//! by mistake, such as types that do not fit.

mod clauses;
mod expressions;

use quanheng_policy::ir::Program;
use quanheng_policy::ir::walk::{outcome_roots_mut, parts_mut, variable_roots_mut};

/// Counts places, and changes one of them.
pub(crate) struct Turn {
    left: usize,
    done: Option<String>,
}

impl Turn {
    /// True at the place that is to be changed.
    fn here(&mut self, what: impl FnOnce() -> String) -> bool {
        if self.done.is_some() {
            return false;
        }
        if self.left == 0 {
            self.done = Some(what());
            return true;
        }
        self.left -= 1;
        false
    }

    fn is_done(&self) -> bool {
        self.done.is_some()
    }
}

/// Changes the program at its `nth` place: what was done, or `None` where there are not so many.
pub fn mutate(program: &mut Program, nth: usize) -> Option<String> {
    let mut turn = Turn { left: nth, done: None };
    for at in 0..program.variables.len() {
        let name = program.variables[at].name.clone();
        for root in variable_roots_mut(&mut program.variables[at]) {
            walk(root, &mut turn, &name);
            if turn.is_done() {
                return turn.done;
            }
        }
        clauses::of_variable(&mut program.variables[at], &mut turn);
        if turn.is_done() {
            return turn.done;
        }
    }
    for at in 0..program.outcomes.len() {
        let name = program.outcomes[at].label.clone();
        for root in outcome_roots_mut(&mut program.outcomes[at]) {
            walk(root, &mut turn, &name);
        }
        clauses::of_outcome(&mut program.outcomes[at], &mut turn);
        if turn.is_done() {
            return turn.done;
        }
    }
    clauses::of_program(program, &mut turn);
    turn.done
}

/// How many places there are.
#[must_use]
pub fn places(program: &Program) -> usize {
    let mut turn = Turn { left: usize::MAX, done: None };
    let mut copy = program.clone();
    for variable in &mut copy.variables {
        for root in variable_roots_mut(variable) {
            walk(root, &mut turn, "");
        }
        clauses::of_variable(variable, &mut turn);
    }
    for outcome in &mut copy.outcomes {
        for root in outcome_roots_mut(outcome) {
            walk(root, &mut turn, "");
        }
        clauses::of_outcome(outcome, &mut turn);
    }
    clauses::of_program(&mut copy, &mut turn);
    usize::MAX - turn.left
}

fn walk(expr: &mut quanheng_policy::ir::Expr, turn: &mut Turn, name: &str) {
    expressions::change(expr, turn, name);
    if turn.is_done() {
        return;
    }
    for part in parts_mut(expr) {
        walk(part, turn, name);
        if turn.is_done() {
            return;
        }
    }
}

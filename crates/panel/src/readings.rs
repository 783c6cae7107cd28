//! What results read, as the program says it.

use std::collections::BTreeSet;

use quanheng_policy::interpret::columns::variables_read;
use quanheng_policy::ir::{Program, VariableId};

/// Everything that some results read, however far down.
pub(crate) fn read_by_results(program: &Program, results: &[VariableId]) -> BTreeSet<VariableId> {
    let mut wanted: BTreeSet<VariableId> = BTreeSet::new();
    let mut left: Vec<VariableId> = results.to_vec();
    while let Some(id) = left.pop() {
        let Some(variable) = program.variable(id).filter(|_| wanted.insert(id)) else { continue };
        left.extend(variables_read(variable));
    }
    wanted
}

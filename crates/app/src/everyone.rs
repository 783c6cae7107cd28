//! Everyone at once: the columns that rows are read off, worked out whole before the first row is made.
//!
//! In: a panel and the instances asked for. Out: nothing; the panel's reader then answers what [`Rows`](crate::results::Rows) asks.
//! Deliberately absent: what a row looks like.

use std::collections::BTreeSet;

use quanheng_facts::value::Year;
use quanheng_panel::Panel;
use quanheng_policy::finding::Instance;
use quanheng_policy::ir::{Args, Program, VariableId};

use crate::results::stand_beside;

/// Works out all columns that rows of some instances are made of: the results themselves, what a 结论 gives and its fields, and
/// what is shown beside.
pub(crate) fn work_out(panel: &Panel<'_>, program: &Program, instances: &[Instance]) {
    let mut asked: BTreeSet<(VariableId, Year, Args)> = BTreeSet::new();
    let mut last = None;
    for Instance { variable, year, args, .. } in instances {
        let key = (*variable, *year, *args);
        if last != Some(key) {
            asked.insert(key);
            last = Some(key);
        }
    }
    for (variable, year, args) in asked {
        let columns = made_of(program, variable).into_iter().map(|variable| Instance { variable, entity: None, year, args });
        panel.work_out_all(columns);
    }
}

/// The variables that a row of a result is read off, itself first.
fn made_of(program: &Program, id: VariableId) -> Vec<VariableId> {
    let Some(variable) = program.variable(id) else { return Vec::new() };
    let outcome = variable.outcome.and_then(|id| program.outcomes.get(id.at()));
    let given = outcome.into_iter().flat_map(|outcome| outcome.grants.into_iter().chain(outcome.fields.iter().map(|(_, id)| *id)));
    let beside = stand_beside(program, variable).into_iter().map(|(id, _)| id);
    std::iter::once(id).chain(given).chain(beside).collect()
}

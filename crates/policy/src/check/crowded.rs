//! Results with more rules than can be held against each other.
//!
//! In: the rules as they were lowered. Out: a problem for each such result, and its first rules only: the program is not used, and
//! what follows ends in bounded time. Deliberately absent: rows of tables, which cost no proof each.

use crate::check::{Checker, MAX_RULES};
use crate::ir::VariableId;
use crate::problems;

impl Checker<'_> {
    pub(super) fn leave_out_too_many_rules(&mut self) {
        let mut found = Vec::new();
        for (at, variable) in self.program.variables.iter_mut().enumerate() {
            let Some(beyond) = variable.rules.get(MAX_RULES) else { continue };
            found.push((at, beyond.pack.at(), beyond.span, variable.name.clone(), variable.rules.len()));
            variable.rules.truncate(MAX_RULES);
        }
        for (at, pack, span, name, rules) in found {
            self.damaged.insert(VariableId(u32::try_from(at).unwrap_or(u32::MAX)));
            let place = self.place(pack, span);
            self.report(problems::pack_too_large::rules(place, &name, rules, MAX_RULES));
        }
    }
}

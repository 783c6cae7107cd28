//! What is told as a limit and never as a change to make: casualties, incidents, votes, posts, judgements.
//!
//! The rule is declarative (decision 0023): a column of a table of events or of posts, a column that counts people (人) or votes
//! (票), and whatever a person has to judge.

use quanheng_facts::value::Type;

use crate::interpret::{Interpreter, Pin};

/// Units of what is counted and must not be wished away.
const UNITS: [&str; 2] = ["人", "票"];

impl Interpreter<'_> {
    /// True for an input of which only the limit is told.
    pub(super) fn is_only_a_limit(&self, pin: &Pin) -> bool {
        let Pin::Column { table, column, .. } = pin else { return false };
        let Some(schema) = self.program.schema.table(*table) else { return false };
        let counted = schema.column(*column).is_some_and(|c| match &c.ty {
            Type::Integer { unit: Some(unit) } => UNITS.contains(&unit.as_str()),
            _ => false,
        });
        counted
    }
}

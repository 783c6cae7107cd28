//! What is told as a limit and never as a change to make: casualties, incidents, votes, posts, judgements.
//!
//! The rule is declarative (decision 0023): a column of a table of events or of posts, a column that counts people (人) or votes
//! (票), and whatever a person has to judge.

use std::collections::BTreeSet;

use quanheng_facts::fact::{Facts, Held};
use quanheng_facts::schema::{ColumnId, TableId, TableSchema};
use quanheng_facts::value::{EntityIx, Type, Value};

use crate::interpret::{Interpreter, Pin};

/// Units of what is counted and must not be wished away.
const UNITS: [&str; 2] = ["人", "票"];

impl Interpreter<'_> {
    /// True for an input of which only the limit is told.
    pub(super) fn is_only_a_limit(&self, pin: &Pin) -> bool {
        let Pin::Column { table, column, .. } = pin else { return matches!(pin, Pin::Judged(_)) };
        let Some(schema) = self.program.schema.table(*table) else { return false };
        if schema.shape.is_record() {
            return true;
        }
        schema.column(*column).is_some_and(|c| match &c.ty {
            Type::Integer { unit: Some(unit) } => UNITS.contains(&unit.as_str()),
            _ => false,
        })
    }

    /// The entity, and the events and posts that concern it.
    pub(super) fn with_its_records(&self, own: EntityIx) -> BTreeSet<EntityIx> {
        let mut all = BTreeSet::from([own]);
        for (at, schema) in self.program.schema.tables.iter().enumerate().filter(|(_, t)| t.shape.is_record()) {
            let Ok(table) = u32::try_from(at) else { continue };
            for row in self.facts.all_rows(TableId(table)) {
                let concerns =
                    |column: &ColumnId| Facts::cell(&row, *column).is_some_and(|cell| cell.held == Held::Exactly(Value::Entity(own)));
                if let Some(Value::Entity(record)) = row.keys.first().filter(|_| schema.concerns.iter().any(concerns)) {
                    all.insert(*record);
                }
            }
        }
        all
    }
}

/// True for a column that says when a record was or whom it concerns: with another value it is another record.
pub(super) fn makes_the_record(schema: &TableSchema, column: ColumnId) -> bool {
    let named = |name: &str| schema.column_named(name) == Some(column);
    schema.shape.is_record() && (schema.day == Some(column) || schema.concerns.contains(&column) || named("自") || named("至"))
}

//! What an evaluator over columns asks of facts without having anything worked out: whether a table is signed, which day is meant.
//!
//! In: tables, entities, years. Out: what the interpreter would go by. Deliberately absent: outcomes; where something is open the interpreter
//! says why.

use jiff::civil::Date;
use quanheng_facts::schema::TableId;
use quanheng_facts::value::{EntityIx, Value, Year};

use crate::finding::Instance;
use crate::interpret::Interpreter;
use crate::interpret::expression::Frame;
use crate::interpret::read::{Standing, named_day};
use crate::ir::Day;

/// A named day of a year; `None`: there is no such day.
#[must_use]
pub fn day_named(day: Day, year: Year) -> Option<Date> {
    named_day(day, year)
}

impl Interpreter<'_> {
    /// True where a row that is not there means that there is none: the table is signed for the year, or had not begun.
    #[must_use]
    pub fn rows_are_complete(&self, table: TableId, entity: Option<EntityIx>, year: Year, keys: &[Value], instance: Instance) -> bool {
        let frame = Frame { entity, year, ..Frame::at(instance) };
        matches!(self.standing(table, entity, year, keys, frame), Standing::Closed)
    }

    /// True where the table is signed for the year, in a scope that covers these.
    #[must_use]
    pub fn is_signed(&self, table: TableId, entity: Option<EntityIx>, year: Year, keys: &[Value]) -> bool {
        self.signed(table, entity, year, keys).is_some()
    }
}

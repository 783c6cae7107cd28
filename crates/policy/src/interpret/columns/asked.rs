//! What an evaluator over columns asks of facts without having anything worked out: whether a table is signed, which day is meant.
//!
//! In: tables, entities, years. Out: what the interpreter would go by. Deliberately absent: outcomes; where something is open the interpreter
//! says why.

use std::collections::BTreeMap;
use std::rc::Rc;

use jiff::civil::Date;
use quanheng_facts::schema::{ColumnId, TableId};
use quanheng_facts::value::{EntityIx, Value, Year};

use crate::finding::{Cause, Instance};
use crate::interpret::expression::Frame;
use crate::interpret::read::{Standing, named_day};
use crate::interpret::{Interpreter, Outcome};
use crate::ir::{self, Day, LawMoment, Variable};
use crate::possible::Possible;

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

    /// The same for records of any year.
    #[must_use]
    pub fn records_are_complete_ever(
        &self,
        table: TableId,
        concerns: Option<ColumnId>,
        entity: Option<EntityIx>,
        instance: Instance,
    ) -> bool {
        let frame = Frame { entity, ..Frame::at(instance) };
        matches!(self.standing_of_records(table, concerns, entity, None, frame), Standing::Closed)
    }

    /// The records of a table by the entity that one of its columns names; `None`: the cell is not one known entity.
    #[must_use]
    pub fn by_concern(&self, table: TableId, concerns: ColumnId) -> Rc<BTreeMap<Option<EntityIx>, Vec<EntityIx>>> {
        self.records_by(table, concerns)
    }

    /// Whether a record touches a year; without one, whether it is there at all. `None`: its days are not known, and decide.
    #[must_use]
    pub fn record_touches(&self, record: EntityIx, year: Option<Year>) -> Option<bool> {
        self.touches(record, year)
    }

    /// The moment whose rules what happened on a day is under.
    #[must_use]
    pub fn law_moment_of(&self, day: Date) -> LawMoment {
        let day = self.choice.law_as_of.map_or(day, |law| crate::interpret::in_force::in_year(law, day, day).0);
        LawMoment { law: Year(day.year()), day: Some(day) }
    }

    /// True where there are matters of which a conclusion may be told to leave them out.
    #[must_use]
    pub fn has_matters(&self, conclusion: &ir::Outcome, instance: Instance) -> bool {
        conclusion.disregards.iter().any(|disregard| !self.matters_of(disregard, instance).is_empty())
    }

    /// What nobody judged yet.
    #[must_use]
    pub fn not_judged(&self, variable: &Variable, instance: Instance, needed: bool) -> Outcome {
        Outcome::unknown(Possible::range(self.whole_range(&variable.ty)), Cause::Judgement { instance, needed })
    }

    /// True where the table is signed for the year, in a scope that covers these.
    #[must_use]
    pub fn is_signed(&self, table: TableId, entity: Option<EntityIx>, year: Year, keys: &[Value]) -> bool {
        self.signed(table, entity, year, keys).is_some()
    }
}

//! Records: the entities that rows of events are, found before any row is read, so that keys and other tables can name them.
//!
//! In: every page with the table it was found to be. Out: one entity for each number (编号) of each event table; and, once the
//! rows are settled, the days on which each is there. A number that only rows not yet known bear makes none. Deliberately
//! absent: tenures and persons, which have no number.
//!
//! The id is `<jurisdiction>:<table>/<number>`: it does not depend on the order of files or rows, and sorts with what the event
//! concerns. Without a concern that is known (or with several in different jurisdictions) the jurisdiction is empty.

use std::collections::{BTreeMap, BTreeSet};

use super::row::RowReader;
use crate::entity::{Dated, Entities, Entity, PartialDate};
use crate::fact::{Facts, Held, Row};
use crate::schema::{Schema, TableId, TableSchema, TableShape};
use crate::value::{EntityIx, KindId, Value};

/// The numbers met, by kind, each with the jurisdictions of those it concerns.
#[derive(Default)]
pub(crate) struct Numbers {
    met: BTreeMap<(KindId, String), BTreeSet<String>>,
}

impl Numbers {
    /// Takes in the numbers on one page of an event.
    pub(crate) fn see(&mut self, reader: &RowReader<'_>) {
        let Some(kind) = reader.table.record_kind().filter(|_| reader.table.shape == TableShape::Event) else { return };
        for (number, concerned) in reader.numbers() {
            self.met.entry((kind, number)).or_default().extend(concerned);
        }
    }

    /// The entities that these numbers are.
    pub(crate) fn entities(self, schema: &Schema) -> Vec<Entity> {
        let each = self.met.into_iter().filter_map(|((kind, number), jurisdictions)| {
            let table = schema.table(schema.kind(kind)?.record?)?;
            let mut jurisdictions = jurisdictions.into_iter();
            let jurisdiction = match (jurisdictions.next(), jurisdictions.next()) {
                (Some(only), None) => only,
                _ => String::new(),
            };
            Some(Entity {
                id: format!("{jurisdiction}:{}/{number}", table.name),
                kind,
                names: vec![Dated { from: None, to: None, value: number }],
                codes: Vec::new(),
                superior: None,
                exists: never(),
            })
        });
        each.collect()
    }
}

/// Says of each record when it is there, from its settled row. One whose row could not be used is never there.
pub(crate) fn dated(schema: &Schema, facts: &mut Facts) {
    let mut there: Vec<(EntityIx, Dated<()>)> = Vec::new();
    for (at, table) in schema.tables.iter().enumerate() {
        let Ok(at) = u32::try_from(at) else { continue };
        if table.record_kind().is_none() {
            continue;
        }
        for row in facts.all_rows(TableId(at)) {
            if let (Some(Value::Entity(record)), Some(days)) = (row.keys.first(), row.days(table)) {
                there.push((*record, days));
            }
        }
    }
    for (record, days) in there {
        facts.entities.set_exists(record, days);
    }
}

/// No day at all.
pub(crate) fn never() -> Dated<()> {
    Dated { from: Some(PartialDate::day(jiff::civil::Date::MAX)), to: Some(PartialDate::day(jiff::civil::Date::MIN)), value: () }
}

impl Row {
    /// The days of a row: that of an event, or from 自 to 至. `None`: an event without a day, or a table without days.
    #[must_use]
    pub fn days(&self, table: &TableSchema) -> Option<Dated<()>> {
        let day = |column| {
            let cell = Facts::cell(self, column)?;
            match &cell.held {
                Held::Exactly(Value::Date(day)) => Some(PartialDate::day(*day)),
                Held::Exactly(Value::Month(month)) => month.days().map(|(earliest, latest)| PartialDate { earliest, latest }),
                Held::Between(Value::Date(earliest), Value::Date(latest)) => Some(PartialDate { earliest: *earliest, latest: *latest }),
                _ => None,
            }
        };
        match table.shape {
            TableShape::Fact => None,
            TableShape::Event => {
                let day = day(table.day?)?;
                Some(Dated { from: Some(day), to: Some(day), value: () })
            }
            TableShape::Span | TableShape::Tenure => {
                let named = |name| table.column_named(name).and_then(day);
                Some(Dated { from: named("自"), to: named("至"), value: () })
            }
        }
    }
}

/// The register with the records in it.
pub(crate) fn with(entities: &Entities, more: Vec<Entity>) -> Entities {
    if more.is_empty() { entities.clone() } else { entities.with(more) }
}

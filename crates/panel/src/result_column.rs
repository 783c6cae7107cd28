//! A result in one year, handed over as a column: for each entity a status, a value and the rules that gave it.
//!
//! In: a column worked out. Out: its rows, in the order of their entities; it keeps nothing of facts or program, so that these can be let go.
//! Deliberately absent: causes and marks, which a finding tells.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use quanheng_facts::value::{EntityIx, Year};
use quanheng_policy::finding::Status;
use quanheng_policy::interpret::Decision;

use crate::column::Column;
use crate::dictionary::PLAIN;

/// A result of one entity in one year.
#[derive(Clone, Copy, Debug)]
pub struct Row<'d> {
    pub entity: Option<EntityIx>,
    pub year: Year,
    pub status: Status,
    /// Where it stands: 是 is 1, money in 分, a number in units of its type's last place, an enum value by its rank, a day since 1970-01-01.
    /// `None` also where its type has no such number.
    pub value: Option<i64>,
    pub decision: &'d Decision,
}

/// A result of everybody in one year.
#[derive(Debug)]
pub struct ResultColumn {
    pub year: Year,
    column: Arc<Column>,
    /// Codes that say no more than the marks of a value.
    pub(crate) marked: BTreeSet<u32>,
    /// What each code is told as; `None`: it hangs on the row.
    pub(crate) statuses: BTreeMap<u32, Option<Status>>,
    pub(crate) decisions: BTreeMap<u32, Arc<Decision>>,
    /// Rows whose code does not say it.
    pub(crate) by_row: BTreeMap<usize, (Status, Option<i64>)>,
    none: Decision,
}

impl ResultColumn {
    pub(crate) fn new(year: Year, column: Arc<Column>) -> ResultColumn {
        let (marked, statuses, decisions, by_row) = Default::default();
        ResultColumn { year, column, marked, statuses, decisions, by_row, none: Decision::default() }
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.column.domain.rows.len()
    }

    /// True if there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every row, in the order of entities. What records have reads 不适用 before the year of the record.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let mut last: (u32, Option<&Arc<Decision>>) = (0, None);
        let rows = self.column.domain.rows.iter().enumerate();
        rows.map(move |(at, entity)| {
            let rules = self.column.decision(at);
            if last.0 != rules || last.1.is_none() {
                last = (rules, self.decisions.get(&rules));
            }
            let row = self.column.row(at);
            let (status, value) = match row.code {
                PLAIN => (Status::Holds, Some(row.value)),
                code if self.marked.contains(&code) => (Status::Holds, Some(row.value)),
                code => match self.statuses.get(&code).copied().flatten() {
                    Some(status) => (status, None),
                    None => self.by_row.get(&at).copied().unwrap_or((Status::Error, None)),
                },
            };
            Row { entity: *entity, year: self.year, status, value, decision: last.1.map_or(&self.none, |known| &**known) }
        })
    }
}

//! Rows that stand elsewhere and are made when they are asked for: what [`super::Facts`] needs of such a place.
//!
//! In: a key, or a number of a row. Out: numbers, a row. Deliberately absent: what the place is (`crate::columns`).

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::ops::Range;

use super::Row;
use crate::schema::{ColumnId, TableSchema};
use crate::value::{EntityIx, Value, Year};

/// The rows of a table, numbered in the order of their keys.
pub trait Source: Any + Debug + Send + Sync {
    /// How many there are.
    fn rows(&self) -> usize;

    /// True if a row of the table can have this key.
    fn takes(&self, key: &[Value]) -> bool;

    /// The numbers of those whose keys begin so; where there are none, an empty stretch where they would stand.
    fn places(&self, key: &[Value]) -> Range<usize>;

    /// The key of a row.
    fn key(&self, at: usize) -> Option<Vec<Value>>;

    /// The row; each number below [`Source::rows`] has one.
    fn row(&self, at: usize, wanted: Wanted) -> Option<Row>;

    /// The entity that the row is, where rows are matters.
    fn matter(&self, at: usize) -> Option<EntityIx>;

    /// The years in the key at a place among the keys, in order.
    fn years_of_key(&self, at: usize) -> &[Year];

    /// The years in which the days of events lie, each with how many ends of such days.
    fn years_of_day(&self, table: &TableSchema, day: ColumnId) -> &BTreeMap<Year, usize>;
}

/// Which cells a reader asks for; those it does not ask for may be missing from a row that is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    All,
    Keys,
    Of(ColumnId, Option<ColumnId>),
}

impl Wanted {
    /// True if the column at a place is asked for.
    #[must_use]
    pub fn has(self, column: usize) -> bool {
        let is = |id: ColumnId| usize::try_from(id.0) == Ok(column);
        match self {
            Wanted::All => true,
            Wanted::Keys => false,
            Wanted::Of(first, second) => is(first) || second.is_some_and(is),
        }
    }
}

/// The years of the day of an event: two, where it is not known well enough.
#[must_use]
pub fn years_of(row: &Row, table: &TableSchema) -> Option<[Year; 2]> {
    let day = row.days(table)?.from?;
    Some([Year(day.earliest.year()), Year(day.latest.year())])
}

/// Each different key of a place, with the entity that its rows are, if they are one.
pub(super) fn matters(of: &dyn Source) -> impl Iterator<Item = (Vec<Value>, Option<EntityIx>)> {
    let mut before: Option<Vec<Value>> = None;
    (0..of.rows()).filter_map(move |at| {
        let key = of.key(at).filter(|key| before.as_ref() != Some(key))?;
        before = Some(key.clone());
        Some((key, of.matter(at)))
    })
}

//! The rows of one table: kept by their keys; or standing elsewhere, while those that were changed or added since are kept.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

use super::Row;
use super::row_ref::Stretch;
use super::source::{Source, Wanted, years_of};
use crate::schema::{KeyType, TableSchema};
use crate::value::{Value, Year};

/// Key → rows, in order of file, sheet, row.
pub(super) type ByKey = BTreeMap<Vec<Value>, Vec<Row>>;

/// The rows of one table.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// All of them; or, where they stand elsewhere, all those under each key here: what stands elsewhere under it no longer counts.
    pub rows: ByKey,
    pub source: Option<Arc<dyn Source>>,
}

impl Table {
    /// The rows under a whole key, to be changed; `None` where the key is none that stands elsewhere could have.
    pub fn rows_mut(&mut self, key: &[Value]) -> Option<&mut Vec<Row>> {
        if let Some(of) = self.source.as_deref()
            && !self.rows.contains_key(key)
        {
            let rows = if of.takes(key) { of.places(key).filter_map(|at| of.row(at, Wanted::All)).collect() } else { return None };
            self.rows.insert(key.to_vec(), rows);
        }
        Some(self.rows.entry(key.to_vec()).or_default())
    }

    /// All rows, kept from now on.
    pub fn leave_source(&mut self) {
        let Some(of) = self.source.take() else { return };
        let mut all = ByKey::new();
        for row in (0..of.rows()).filter_map(|at| of.row(at, Wanted::All)) {
            if !self.rows.contains_key(&row.keys) {
                all.entry(row.keys.clone()).or_default().push(row);
            }
        }
        self.rows.append(&mut all);
    }

    /// The places elsewhere under a key, piece by piece between the rows that are kept.
    pub fn stretches(&self, of: &dyn Source, key: &[Value]) -> (Stretch<'_>, Vec<Stretch<'_>>) {
        let mut first = Stretch { instead: &[], places: of.places(key) };
        if self.rows.is_empty() {
            return (first, Vec::new());
        }
        let mut later: Vec<Stretch<'_>> = Vec::new();
        let from = self.rows.range::<[Value], _>((Bound::Included(key), Bound::Unbounded));
        for (changed, rows) in from.take_while(|(k, _)| k.starts_with(key)) {
            let there = of.places(changed);
            let before = later.last_mut().unwrap_or(&mut first);
            let end = before.places.end.max(there.end);
            before.places.end = there.start;
            later.push(Stretch { instead: rows, places: there.end..end });
        }
        (first, later)
    }

    /// The years for which there are rows, in any order.
    pub fn years(&self, schema: &TableSchema) -> Vec<Year> {
        let mut years: Vec<Year> = Vec::new();
        if let Some(day) = schema.day {
            if let Some(of) = self.source.as_deref() {
                let mut counts = of.years_of_day(schema, day).clone();
                let replaced = self.rows.keys().flat_map(|key| of.places(key)).filter_map(|at| of.row(at, Wanted::Of(day, None)));
                for year in replaced.filter_map(|row| years_of(&row, schema)).flatten() {
                    if let Some(left) = counts.get_mut(&year) {
                        *left = left.saturating_sub(1);
                    }
                }
                years.extend(counts.into_iter().filter(|(_, left)| *left > 0).map(|(year, _)| year));
            }
            years.extend(self.rows.values().flatten().filter_map(|row| years_of(row, schema)).flatten());
        }
        let Some(at) = schema.keys.iter().position(|k| k.ty == KeyType::Year) else { return years };
        years.extend(self.source.iter().flat_map(|of| of.years_of_key(at)));
        years.extend(self.rows.keys().filter_map(|key| if let Some(Value::Year(year)) = key.get(at) { Some(*year) } else { None }));
        years
    }
}

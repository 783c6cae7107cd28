//! A table that stands over columns: its rows are found by their keys and made when they are asked for.
//!
//! In: the columns of a table, sorted by their keys and seen to fit its schema (`fit.rs`). Out: the places under a key, a row, the years
//! in which there are rows. Nothing is kept of what was asked but those years. Never known here: rows that were changed since (`crate::fact`).

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::from_facts::type_of_key;
use super::values::day_of;
use super::{NOBODY, TableColumns, Values};
use crate::fact::source::{Source, Wanted, years_of};
use crate::fact::{Cell, Facts, Row};
use crate::origin::Origin;
use crate::schema::{ColumnId, TableId, TableSchema};
use crate::value::{EntityIx, Type, Value, Year};

/// A table over columns.
#[derive(Debug)]
pub(super) struct OverColumns {
    columns: TableColumns,
    types: Types,
    years: Years,
}

#[derive(Debug)]
struct Types {
    keys: Vec<Type>,
    columns: Vec<Type>,
    nowhere: Origin,
}

/// The years in which the columns have rows, once they were asked for.
#[derive(Debug, Default)]
struct Years {
    of_keys: OnceLock<Vec<Year>>,
    /// By the days of events; how many rows tell of each.
    of_days: OnceLock<BTreeMap<Year, usize>>,
}

/// Where a value stood of which it is not known where it stood.
fn nowhere() -> Origin {
    Origin { file: Arc::from(""), sheet: None, row: 0, column: 0, text: String::new(), source: None, entered_by: None, known_on: None }
}

impl TableColumns {
    /// The columns that a table of facts stands over, where none of its rows was changed or added since.
    #[must_use]
    pub fn under(facts: &Facts, table: TableId) -> Option<&TableColumns> {
        let source: &dyn std::any::Any = facts.source(table)?;
        source.downcast_ref::<OverColumns>().map(OverColumns::columns)
    }
}

impl OverColumns {
    /// The columns are known to fit the table.
    pub fn new(columns: TableColumns, table: &TableSchema) -> OverColumns {
        let types = Types {
            keys: table.keys.iter().map(|key| type_of_key(&key.ty)).collect(),
            columns: table.columns.iter().map(|column| column.ty.clone()).collect(),
            nowhere: nowhere(),
        };
        OverColumns { columns, types, years: Years::default() }
    }

    /// The columns.
    pub fn columns(&self) -> &TableColumns {
        &self.columns
    }

    fn row_of(&self, of: &TableColumns, at: usize, wanted: Wanted) -> Option<Row> {
        let keys = of.keys.iter().zip(&self.types.keys).map(|(values, ty)| values.get(at, ty)).collect::<Option<Vec<Value>>>()?;
        let origin = match &of.origins {
            Some(origins) => origins.of_row(at)?,
            None => self.types.nowhere.clone(),
        };
        let mut cells: Vec<Option<Cell>> = Vec::with_capacity(of.columns.len());
        for (place, (column, ty)) in of.columns.iter().zip(&self.types.columns).enumerate() {
            let Some(column) = column.as_ref().filter(|column| wanted.has(place) && column.is_filled(at)) else {
                cells.push(None);
                continue;
            };
            let origin = of.origins.as_ref().and_then(|origins| origins.of_cell(at, place)).unwrap_or_else(|| origin.clone());
            cells.push(Some(Cell { held: column.held(at, ty)?, origin }));
        }
        Some(Row { keys, cells, origin, replaced: Vec::new() })
    }
}

impl Source for OverColumns {
    fn rows(&self) -> usize {
        self.columns.rows
    }

    fn takes(&self, key: &[Value]) -> bool {
        let of_type = |(value, ty): (&Value, &Type)| match (value, ty) {
            (Value::Entity(_), Type::Entity(_)) | (Value::Year(_), Type::Year) => true,
            (Value::Enum(of, _), Type::Enum(id)) => of == id,
            _ => false,
        };
        key.len() == self.types.keys.len() && key.iter().zip(&self.types.keys).all(of_type)
    }

    fn places(&self, key: &[Value]) -> Range<usize> {
        if key.len() > self.columns.keys.len() {
            return 0..0;
        }
        let mut places = 0..self.columns.rows;
        for ((values, ty), value) in self.columns.keys.iter().zip(&self.types.keys).zip(key) {
            places = narrowed(values, ty, places, value);
            if places.is_empty() {
                break;
            }
        }
        places
    }

    fn key(&self, at: usize) -> Option<Vec<Value>> {
        self.columns.keys.iter().zip(&self.types.keys).map(|(values, ty)| values.get(at, ty)).collect()
    }

    fn row(&self, at: usize, wanted: Wanted) -> Option<Row> {
        let mut row = self.row_of(&self.columns, at, wanted)?;
        if let (Some(replaced), Wanted::All) = (&self.columns.replaced, wanted) {
            let by = u32::try_from(at).ok()?;
            let earlier = replaced.by.partition_point(|b| *b < by)..replaced.by.partition_point(|b| *b <= by);
            row.replaced = earlier.map(|place| self.row_of(&replaced.rows, place, Wanted::All)).collect::<Option<_>>()?;
        }
        Some(row)
    }

    fn matter(&self, at: usize) -> Option<EntityIx> {
        self.columns.matters.as_ref()?.get(at).copied().filter(|ix| *ix != NOBODY).map(EntityIx)
    }

    fn years_of_key(&self, at: usize) -> &[Year] {
        let Some(Values::Year(all)) = self.columns.keys.get(at) else { return &[] };
        self.years.of_keys.get_or_init(|| different(all))
    }

    fn years_of_day(&self, table: &TableSchema, day: ColumnId) -> &BTreeMap<Year, usize> {
        self.years.of_days.get_or_init(|| {
            let mut counts: BTreeMap<Year, usize> = BTreeMap::new();
            let mut count = |year: Year| {
                let so_far = counts.entry(year).or_default();
                *so_far = so_far.saturating_add(1);
            };
            let known = self.columns.column(day).filter(|column| column.upper.is_none()).map(|column| (column, &column.values));
            if let Some((column, Values::Day(days))) = known {
                for day in days.iter().enumerate().filter(|(at, _)| column.is_filled(*at)).filter_map(|(_, day)| day_of(*day)) {
                    count(Year(day.year()));
                    count(Year(day.year()));
                }
            } else {
                let made = (0..self.columns.rows).filter_map(|at| self.row(at, Wanted::Of(day, None)));
                made.filter_map(|row| years_of(&row, table)).flatten().for_each(count);
            }
            counts
        })
    }
}

fn different(years: &[i16]) -> Vec<Year> {
    let mut there = vec![false; usize::from(u16::MAX).saturating_add(1)];
    for year in years {
        if let Some(met) = there.get_mut(usize::from(year.cast_unsigned())) {
            *met = true;
        }
    }
    (i16::MIN..=i16::MAX).filter(|year| there.get(usize::from(year.cast_unsigned())).is_some_and(|met| *met)).map(Year).collect()
}

/// Of a sorted stretch of keys, those that are this value; where there are none, the place where they would stand.
fn narrowed(values: &Values, ty: &Type, within: Range<usize>, value: &Value) -> Range<usize> {
    match (values, value) {
        (Values::Entity(all), Value::Entity(ix)) => equal(all, near(all, within, ix.0), &ix.0),
        (Values::Year(all), Value::Year(year)) => equal(all, within, &year.0),
        (Values::Rank8(all), Value::Enum(of, rank)) if *ty == Type::Enum(*of) => {
            u8::try_from(*rank).map_or(within.end..within.end, |rank| equal(all, within, &rank))
        }
        (Values::Rank16(all), Value::Enum(of, rank)) if *ty == Type::Enum(*of) => {
            u16::try_from(*rank).map_or(within.end..within.end, |rank| equal(all, within, &rank))
        }
        (Values::Rank32(all), Value::Enum(of, rank)) if *ty == Type::Enum(*of) => equal(all, within, rank),
        // No key of the table is such a value.
        _ => within.start..within.start,
    }
}

/// A part of a sorted stretch of entities outside of which the entity, and the place where it would stand, are not. Most tables have
/// about as many rows for each entity: it is looked for where it would then be, in steps that double.
fn near(all: &[u32], within: Range<usize>, entity: u32) -> Range<usize> {
    let (Some(first), Some(last)) = (all.get(within.start), within.end.checked_sub(1).and_then(|at| all.get(at))) else { return within };
    if entity <= *first || entity > *last {
        return within;
    }
    let (from, of) = (u64::from(entity.saturating_sub(*first)), u64::from(last.saturating_sub(*first)));
    let rows = u64::try_from(within.len()).unwrap_or(u64::MAX);
    let guess = from.checked_mul(rows).and_then(|product| product.checked_div(of)).and_then(|at| usize::try_from(at).ok());
    let guess = within.start.saturating_add(guess.unwrap_or(0)).min(within.end);
    let (mut start, mut end, mut step) = (guess, guess, 16_usize);
    while start > within.start && all.get(start).is_none_or(|e| *e >= entity) {
        start = start.saturating_sub(step).max(within.start);
        step = step.saturating_mul(2);
    }
    step = 16;
    while end < within.end && all.get(end).is_none_or(|e| *e <= entity) {
        end = end.saturating_add(step).min(within.end);
        step = step.saturating_mul(2);
    }
    start..end
}

fn equal<T: Ord>(all: &[T], within: Range<usize>, value: &T) -> Range<usize> {
    let Some(part) = all.get(within.clone()) else { return 0..0 };
    let from = part.partition_point(|x| x < value);
    let rest = part.get(from..).unwrap_or_default();
    // Few rows have the same key: the end is looked for from the beginning, in steps that double.
    let mut step = 1_usize;
    while rest.get(step).is_some_and(|x| x <= value) {
        step = step.saturating_mul(2);
    }
    let near = rest.get(..step.min(rest.len())).unwrap_or_default();
    let start = within.start.saturating_add(from);
    start..start.saturating_add(near.partition_point(|x| x <= value))
}

#[cfg(test)]
mod tests;

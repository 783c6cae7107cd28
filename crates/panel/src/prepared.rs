//! Facts put in order once for kernels that look them up: who has a row, and dated attributes by whose they are.
//!
//! In: a table, and perhaps a column of it. Out: sorted arrays over everybody, made when they are first asked for and shared from then on.
//! Deliberately absent: what is not there, and what that means (the interpreter says).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock};

use jiff::civil::Date;
use quanheng_facts::columns::{TableColumns, Values};
use quanheng_facts::entity::Dated;
use quanheng_facts::fact::{Facts, Held, RowRef};
use quanheng_facts::schema::{ColumnId, Schema, TableId};
use quanheng_facts::value::{EntityIx, Value, Year};

use crate::layout::{Filled, Place};
use crate::register::Kind;

/// A table, and perhaps a column of it.
type Of = (TableId, Option<ColumnId>);

#[derive(Debug, Default)]
pub(crate) struct Prepared {
    holders: RwLock<BTreeMap<Of, Arc<Holders>>>,
    spans: RwLock<BTreeMap<Of, Arc<Spans>>>,
}

impl Prepared {
    /// The same for all tables but some.
    pub fn without(&self, gone: &BTreeSet<TableId>) -> Prepared {
        fn kept<T>(all: &RwLock<BTreeMap<Of, Arc<T>>>, gone: &BTreeSet<TableId>) -> RwLock<BTreeMap<Of, Arc<T>>> {
            let all = all.read().unwrap_or_else(PoisonError::into_inner);
            let same = all.iter().filter(|((table, _), _)| !gone.contains(table));
            RwLock::new(same.map(|(of, prepared)| (*of, Arc::clone(prepared))).collect())
        }
        Prepared { holders: kept(&self.holders, gone), spans: kept(&self.spans, gone) }
    }

    /// Who has a row of a table (and the column in it).
    pub fn holders(&self, facts: &Facts, table: TableId, column: Option<ColumnId>) -> Arc<Holders> {
        once(&self.holders, (table, column), || Holders::read(facts, table, column))
    }

    /// A dated attribute of everybody.
    pub fn spans(&self, facts: &Facts, schema: &Schema, table: TableId, column: Option<ColumnId>) -> Arc<Spans> {
        once(&self.spans, (table, column), || Spans::read(facts, schema, table, column))
    }
}

fn once<T>(kept: &RwLock<BTreeMap<Of, Arc<T>>>, of: Of, read: impl FnOnce() -> T) -> Arc<T> {
    if let Some(known) = kept.read().unwrap_or_else(PoisonError::into_inner).get(&of) {
        return Arc::clone(known);
    }
    let read = Arc::new(read());
    Arc::clone(kept.write().unwrap_or_else(PoisonError::into_inner).entry(of).or_insert(read))
}

/// Who has a row, by year and enum keys; in order, each once for each row.
#[derive(Debug, Default)]
pub(crate) struct Holders {
    by_place: BTreeMap<Place, Vec<EntityIx>>,
}

impl Holders {
    fn read(facts: &Facts, table: TableId, column: Option<ColumnId>) -> Holders {
        let mut by_place: BTreeMap<Place, Vec<EntityIx>> = BTreeMap::new();
        match TableColumns::under(facts, table).map(|columns| columns.keys.as_slice()) {
            // Keys alone are read where nothing but the row is asked for.
            Some([Values::Entity(entities)]) if column.is_none() => {
                by_place.insert((None, Vec::new()), entities.iter().copied().map(EntityIx).collect());
            }
            Some([Values::Entity(entities), Values::Year(years)]) if column.is_none() => {
                for (entity, year) in entities.iter().zip(years) {
                    by_place.entry((Some(Year(*year)), Vec::new())).or_default().push(EntityIx(*entity));
                }
            }
            _ => {
                let mut of_row = |row: RowRef<'_>| {
                    let Some(Value::Entity(who)) = row.keys.first() else { return };
                    if column.is_some_and(|column| Facts::cell(&row, column).is_none()) {
                        return;
                    }
                    let mut place: Place = (None, Vec::new());
                    for key in row.keys.iter().skip(1) {
                        match key {
                            Value::Year(year) => place.0 = Some(*year),
                            other => place.1.push(other.clone()),
                        }
                    }
                    by_place.entry(place).or_default().push(*who);
                };
                match column {
                    Some(column) => facts.rows_for(table, &[], column, None).for_each(&mut of_row),
                    None => facts.all_rows(table).for_each(&mut of_row),
                }
            }
        }
        for holders in by_place.values_mut() {
            holders.sort_unstable();
        }
        Holders { by_place }
    }

    /// Those of one place, in order.
    pub fn of(&self, place: &Place) -> &[EntityIx] {
        self.by_place.get(place).map(Vec::as_slice).unwrap_or_default()
    }
}

/// A row of a dated attribute: when it holds, and what its cell holds.
#[derive(Clone, Debug)]
pub(crate) struct Span {
    pub when: Dated<()>,
    pub filled: Filled,
    pub value: i64,
}

/// A dated attribute: its rows in the order of whose they are.
#[derive(Debug, Default)]
pub(crate) struct Spans {
    whose: Vec<EntityIx>,
    spans: Vec<Span>,
}

/// What a dated attribute says of a day.
pub(crate) enum OnDay<'s> {
    /// One row surely holds.
    One(&'s Span),
    /// Several surely do.
    Several,
    /// None surely holds; one may.
    Perhaps,
    Nothing,
}

impl Spans {
    fn read(facts: &Facts, schema: &Schema, table: TableId, column: Option<ColumnId>) -> Spans {
        let Some(table_schema) = schema.table(table) else { return Spans::default() };
        let of_column = column.and_then(|column| Some((column, table_schema.column(column)?)));
        let mut all: Vec<(EntityIx, Span)> = Vec::new();
        for row in facts.all_rows(table) {
            let (Some(Value::Entity(who)), Some(when)) = (row.keys.first(), row.days(table_schema)) else { continue };
            let (filled, value) = match of_column {
                None => (Filled::Plain, 0),
                Some((column, schema)) => {
                    let marked = schema.basis.is_some_and(|basis| Facts::cell(&row, basis).is_some());
                    match Facts::cell(&row, column).map(|cell| &cell.held) {
                        None => (Filled::Blank, 0),
                        Some(Held::Exactly(value)) if !marked => {
                            Kind::of(&schema.ty).whole(value).map_or((Filled::Else, 0), |whole| (Filled::Plain, whole))
                        }
                        Some(_) => (Filled::Else, 0),
                    }
                }
            };
            all.push((*who, Span { when, filled, value }));
        }
        // Rows of one entity stay as they came.
        all.sort_by_key(|(who, _)| *who);
        let (whose, spans) = all.into_iter().unzip();
        Spans { whose, spans }
    }

    /// What there is of an entity on a day.
    pub fn on(&self, who: EntityIx, day: Date) -> OnDay<'_> {
        let from = self.whose.partition_point(|other| *other < who);
        let to = self.whose.partition_point(|other| *other <= who);
        let own = self.spans.get(from..to).unwrap_or_default();
        let mut surely = own.iter().filter(|span| span.when.surely_holds_on(day));
        match (surely.next(), surely.next()) {
            (Some(span), None) => OnDay::One(span),
            (Some(_), Some(_)) => OnDay::Several,
            _ if own.iter().any(|span| span.when.may_hold_on(day)) => OnDay::Perhaps,
            _ => OnDay::Nothing,
        }
    }
}

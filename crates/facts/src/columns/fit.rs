//! Columns → facts that stand over them, unread: nothing is copied, each row is made when it is asked for.
//!
//! In: columns, and the schema they were made for. Out: facts, or [`Unfit`]. Everything that could keep a row from being made, or a
//! key from being found, is looked for here, once: columns of other lengths or types, ranks and places beyond their lists, keys out
//! of order. Afterwards each place has a row.

use std::sync::Arc;

use super::from_facts::type_of_key;
use super::over::OverColumns;
use super::{Column, FactColumns, Lists, TableColumns, Unfit, Values};
use crate::entity::Entities;
use crate::fact::Facts;
use crate::schema::{Schema, TableId, TableSchema};
use crate::value::{Type, enum_of};

impl FactColumns {
    /// The facts, standing over these columns: what was not loaded is empty, as with [`FactColumns::to_facts`].
    pub fn into_facts_over(mut self, schema: &Schema) -> Result<Facts, Unfit> {
        let unfit = || Unfit { table: String::new(), column: String::new() };
        let entities = std::mem::take(&mut self.entities).into_entities_over(schema.kinds.len()).ok_or_else(unfit)?;
        self.into_facts_beside(schema, entities)
    }

    /// The same where the entities stand elsewhere, for several facts at once; those of these columns are not looked at.
    pub fn into_facts_beside(self, schema: &Schema, entities: Entities) -> Result<Facts, Unfit> {
        let unfit = |table: &str| Unfit { table: table.to_owned(), column: String::new() };
        let mut facts = Facts::new(entities);
        let fit = Fit { schema, entities: u32::try_from(facts.entities.len()).map_err(|_| unfit(""))? };
        for ((id, table), columns) in (0..).map(TableId).zip(&schema.tables).zip(self.tables) {
            let Some(columns) = columns else { continue };
            fit.table(table, &columns)?;
            facts.stand_over(id, Arc::new(OverColumns::new(columns, table)));
        }
        for (table, key, ix) in self.matters_without_row {
            facts.row_is(table, key, ix);
        }
        self.confirmations.into_iter().for_each(|c| facts.confirm(c));
        self.judged.into_iter().for_each(|j| facts.judge(j));
        self.settings.into_iter().for_each(|s| facts.set(s));
        self.unread.into_iter().for_each(|(table, year, origin)| facts.mark_unread(table, year, origin));
        facts.hash = self.hash;
        Ok(facts)
    }
}

struct Fit<'s> {
    schema: &'s Schema,
    entities: u32,
}

impl Fit<'_> {
    fn table(&self, table: &TableSchema, columns: &TableColumns) -> Result<(), Unfit> {
        let unfit = |column: &str| Unfit { table: table.name.clone(), column: column.to_owned() };
        self.rows(table, columns)?;
        let mut ties = vec![true; columns.rows.saturating_sub(1)];
        for (key, values) in table.keys.iter().zip(&columns.keys) {
            let in_order = match values {
                Values::Entity(all) | Values::Rank32(all) => ordered(all, &mut ties),
                Values::Year(all) => ordered(all, &mut ties),
                Values::Rank8(all) => ordered(all, &mut ties),
                Values::Rank16(all) => ordered(all, &mut ties),
                _ => false,
            };
            if !in_order {
                return Err(unfit(&key.name));
            }
        }
        if let Some(matters) = &columns.matters
            && matters.len() != columns.rows
        {
            return Err(unfit(""));
        }
        let Some(replaced) = &columns.replaced else { return Ok(()) };
        self.rows(table, &replaced.rows)?;
        let rows = u32::try_from(columns.rows).map_err(|_| unfit(""))?;
        let fits = replaced.by.is_sorted() && replaced.by.len() == replaced.rows.rows && replaced.by.last().is_none_or(|by| *by < rows);
        if fits { Ok(()) } else { Err(unfit("")) }
    }

    /// That each row can be made.
    fn rows(&self, table: &TableSchema, columns: &TableColumns) -> Result<(), Unfit> {
        let unfit = |column: &str| Unfit { table: table.name.clone(), column: column.to_owned() };
        if columns.keys.len() != table.keys.len() || columns.columns.len() != table.columns.len() {
            return Err(unfit(""));
        }
        for (key, values) in table.keys.iter().zip(&columns.keys) {
            if values.len() != columns.rows || !self.values(values, &type_of_key(&key.ty), false, &|_| true) {
                return Err(unfit(&key.name));
            }
        }
        for (schema, column) in table.columns.iter().zip(&columns.columns) {
            let Some(column) = column else { continue };
            if !self.column(column, columns.rows, &schema.ty, schema.many_values) {
                return Err(unfit(&schema.name));
            }
        }
        let Some(origins) = &columns.origins else { return Ok(()) };
        // Places are few fields each; those that do not fit show when they are made.
        let cell = |at: usize, place: usize| {
            let loaded = origins.cells.get(place).is_some_and(Option::is_some);
            let filled = columns.columns.get(place).and_then(Option::as_ref).is_some_and(|column| column.is_filled(at));
            !loaded || !filled || origins.of_cell(at, place).is_some()
        };
        let fits = |at: usize| origins.of_row(at).is_some() && (0..table.columns.len()).all(|place| cell(at, place));
        if (0..columns.rows).all(fits) { Ok(()) } else { Err(unfit("")) }
    }

    fn column(&self, column: &Column, rows: usize, ty: &Type, many: bool) -> bool {
        let filled = |at: usize| column.is_filled(at);
        let upper = column.upper.as_ref().is_none_or(|upper| {
            let there = |at: usize| upper.between.get(at) && column.is_filled(at);
            upper.between.len == rows && upper.values.len() == rows && self.values(&upper.values, ty, many, &there)
        });
        let all = column.values.len() == rows && column.filled.as_ref().is_none_or(|bits| bits.len == rows);
        all && upper && self.values(&column.values, ty, many, &filled)
    }

    /// That the values are of the type, and each that is asked for is one.
    fn values(&self, values: &Values, ty: &Type, many: bool, asked: &dyn Fn(usize) -> bool) -> bool {
        let each = |range: std::ops::Range<usize>| range.into_iter().all(|at| !asked(at) || values.get(at, ty).is_some());
        if let Values::List(lists) = values {
            return (many || matches!(ty, Type::Set(_))) && self.lists(lists, ty) && each(0..values.len());
        }
        if many || matches!(ty, Type::Set(_)) {
            return false;
        }
        // Where there are more values than can be looked at one by one, the ends of what there is tell of all.
        match (values, ty) {
            (Values::Bool(_), Type::Bool) | (Values::Year(_), Type::Year) => true,
            (Values::Decimal { scale, digits }, _) if ty.is_number() => {
                let ends = [i64::MIN, 0, i64::MAX];
                digits.is_empty() || ends.into_iter().all(|end| crate::exact::Exact::decimal(i128::from(end), *scale).is_some())
            }
            (Values::Fraction { denominators, numerators }, _) if ty.is_number() => {
                numerators.len() == denominators.len() && each(0..numerators.len())
            }
            (Values::Wide(_), _) if ty.is_number() => true,
            (Values::Day(all), Type::Date) | (Values::Month(all), Type::Month) => {
                let is_one = |end: Option<i32>| {
                    let at = end.and_then(|end| all.iter().position(|own| *own == end));
                    at.is_none_or(|at| values.get(at, ty).is_some())
                };
                (is_one(least(all)) && is_one(greatest(all))) || each(0..all.len())
            }
            (Values::Rank8(all), Type::Enum(_)) => self.ranks(greatest(all).map(u32::from), ty),
            (Values::Rank16(all), Type::Enum(_)) => self.ranks(greatest(all).map(u32::from), ty),
            (Values::Rank32(all), Type::Enum(_)) => self.ranks(greatest(all), ty),
            (Values::Text(texts), Type::Text) => {
                let within = |code: u32| usize::try_from(code).is_ok_and(|code| texts.strings.get(code).is_some());
                let ends = texts.strings.ends.is_sorted() && greatest(&texts.codes).is_none_or(within);
                (ends && texts.strings.iter().count() == texts.strings.len()) || each(0..texts.codes.len())
            }
            (Values::Entity(all), Type::Entity(_)) => {
                let beyond = |at: usize| all.get(at).is_some_and(|ix| *ix >= self.entities) && asked(at);
                greatest(all).is_none_or(|last| last < self.entities) || !(0..all.len()).any(beyond)
            }
            (Values::Length { counts, units }, Type::Length) => counts.len() == units.len() && each(0..counts.len()),
            _ => false,
        }
    }

    fn ranks(&self, highest: Option<u32>, ty: &Type) -> bool {
        let Type::Enum(id) = ty else { return false };
        let values = enum_of(&self.schema.enums, *id).map(|of| of.values.len());
        highest.is_none_or(|rank| usize::try_from(rank).is_ok_and(|rank| values.is_some_and(|values| rank < values)))
    }

    fn lists(&self, lists: &Lists, ty: &Type) -> bool {
        let last = lists.ends.last().map_or(Some(0), |end| usize::try_from(*end).ok());
        let of = if let Type::Set(kind) = ty { Type::Entity(*kind) } else { ty.clone() };
        lists.ends.is_sorted() && last == Some(lists.values.len()) && self.values(&lists.values, &of, false, &|_| true)
    }
}

/// The greatest of some numbers, gone over several at a time.
fn greatest<T: Copy + Ord>(all: &[T]) -> Option<T> {
    let first = *all.first()?;
    Some(all.iter().fold(first, |so_far, own| if *own > so_far { *own } else { so_far }))
}

/// The least of some numbers.
fn least<T: Copy + Ord>(all: &[T]) -> Option<T> {
    let first = *all.first()?;
    Some(all.iter().fold(first, |so_far, own| if *own < so_far { *own } else { so_far }))
}

/// True if no value is less than the one before it, where all that stand to the left of them are the same. Then tells where these are
/// the same too.
fn ordered<T: Copy + Ord>(all: &[T], ties: &mut [bool]) -> bool {
    let behind = all.get(1..).unwrap_or_default();
    let mut in_order = true;
    for (tie, (before, after)) in ties.iter_mut().zip(all.iter().zip(behind)) {
        in_order &= !*tie | (*before <= *after);
        *tie &= *before == *after;
    }
    in_order
}

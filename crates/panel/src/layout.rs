//! Where everything stands: the entities of a kind in a fixed order, and the cells of a table as dense columns over them.
//!
//! In: facts, and the cells of one column as the interpreter reads them where they are more than a value. Out: for each year (and each
//! combination of enum keys) a register over all entities of the table's kind. Deliberately absent: variables and rules.

use std::collections::BTreeMap;

use quanheng_facts::fact::{Facts, Held};
use quanheng_facts::schema::{ColumnId, ColumnSchema, KeyType, Schema, TableId, TableSchema};
use quanheng_facts::value::{EntityIx, KindId, Value, Year};

use crate::register::Kind;

/// The entities of a kind (and of kinds below it), in the order of their ids.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Domain {
    /// `None`: the one row of what belongs to nobody.
    pub rows: Vec<Option<EntityIx>>,
}

impl Domain {
    pub fn of(facts: &Facts, schema: &Schema, kind: Option<KindId>) -> Domain {
        let Some(kind) = kind else { return Domain { rows: vec![None] } };
        let there = facts.entities.iter().filter(|(_, e)| schema.is_kind(e.kind, kind));
        Domain { rows: there.map(|(ix, _)| Some(ix)).collect() }
    }

    /// The row of an entity.
    pub fn row_of(&self, entity: Option<EntityIx>) -> Option<usize> {
        // Entities appended later (matters) still stand in the order of their indexes.
        self.rows.binary_search(&entity).ok()
    }
}

/// Which cells: a year where the table has one, and the values of its enum keys.
pub(crate) type Place = (Option<Year>, Vec<Value>);

/// A column of a table: its cells at each place that has a row, over the rows of a domain.
#[derive(Debug, Default)]
pub(crate) struct FactColumn {
    pub by_place: BTreeMap<Place, Vec<Option<Filled>>>,
}

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Filled {
    Plain(i64),
    /// The row is there, and nothing in the cell.
    Blank,
    /// More than a value: to be read as the interpreter reads it.
    Else,
}

/// The kind of entity that a table is keyed by.
pub(crate) fn keyed_by(table: &TableSchema) -> Option<KindId> {
    match table.keys.first().map(|key| &key.ty) {
        Some(KeyType::Entity(kind)) => Some(*kind),
        _ => None,
    }
}

impl FactColumn {
    /// Every cell of a column, by its place, over the rows of a domain. Of several rows under one key the first counts.
    pub fn read(facts: &Facts, table: TableId, column: ColumnId, schema: &ColumnSchema, domain: &Domain) -> FactColumn {
        let kind = Kind::of(&schema.ty);
        let mut by_place: BTreeMap<Place, Vec<Option<Filled>>> = BTreeMap::new();
        for row in facts.all_rows(table) {
            let mut place: Place = (None, Vec::new());
            let mut entity = None;
            for key in &row.keys {
                match key {
                    Value::Entity(ix) if entity.is_none() => entity = Some(*ix),
                    Value::Year(year) => place.0 = Some(*year),
                    other => place.1.push(other.clone()),
                }
            }
            let Some(at) = domain.row_of(entity) else { continue };
            let marked = schema.basis.is_some_and(|basis| Facts::cell(row, basis).is_some());
            let filled = match Facts::cell(row, column).map(|cell| &cell.held) {
                None => Filled::Blank,
                Some(Held::Exactly(value)) if !marked => kind.whole(value).map_or(Filled::Else, Filled::Plain),
                Some(_) => Filled::Else,
            };
            let cells = by_place.entry(place).or_insert_with(|| vec![None; domain.rows.len()]);
            if let Some(cell) = cells.get_mut(at).filter(|cell| cell.is_none()) {
                *cell = Some(filled);
            }
        }
        FactColumn { by_place }
    }
}

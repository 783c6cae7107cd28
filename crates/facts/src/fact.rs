//! The facts a policy is run on: typed rows that know where each value came from, and which tables are signed complete.
//!
//! Built by intake (or, in tests, row by row), or, table by table, standing elsewhere ([`source`]) and made row by row when they are
//! asked for; read by the evaluators. As known on one day: what was not yet known then is
//! not here. Nothing here decides what a missing row means; the language does.

mod row_ref;
pub mod source;
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

pub use row_ref::{RowRef, Rows};

use source::{Source, Wanted, matters};
use table::Table;

use crate::decision::{Judged, Setting};
use crate::entity::{Entities, Found};
use crate::origin::Origin;
use crate::schema::{ColumnId, JudgementId, Schema, SettingId, TableId};
use crate::value::{EntityIx, Value, Year};

/// A value, or the two ends it is known to lie between (a date of which only the month is known).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Held {
    Exactly(Value),
    Between(Value, Value),
}

impl Held {
    /// The value, or the lower end.
    #[must_use]
    pub fn lowest(&self) -> &Value {
        let (Held::Exactly(value) | Held::Between(value, _)) = self;
        value
    }

    /// The value, or the upper end.
    #[must_use]
    pub fn highest(&self) -> &Value {
        let (Held::Exactly(value) | Held::Between(_, value)) = self;
        value
    }
}

/// One filled cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    pub held: Held,
    pub origin: Origin,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The values of the keys, in the order of the schema.
    pub keys: Vec<Value>,
    /// One for each column; `None`: empty.
    pub cells: Vec<Option<Cell>>,
    /// The first cell of the row.
    pub origin: Origin,
    /// Earlier rows with the same key that this one replaced, latest first.
    pub replaced: Vec<Row>,
}

/// A table signed complete for a period (a row of 完整确认).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmation {
    pub table: TableId,
    pub year: Option<Year>,
    /// What it is limited to: the names of enum values (an 奖项), the ids of entities; empty: the whole table for that year.
    pub scope: Vec<String>,
    pub body: String,
    pub signed_on: Option<Date>,
    pub origin: Origin,
}

/// All facts.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    pub entities: Entities,
    tables: BTreeMap<TableId, Table>,
    confirmations: Vec<Confirmation>,
    /// Rows of fact tables that are entities too, because they can be matters: by table and key. Rows that stand elsewhere have
    /// theirs there.
    row_entities: BTreeMap<(TableId, Vec<Value>), EntityIx>,
    judged: BTreeMap<(JudgementId, EntityIx, Option<Year>, Vec<Value>), Judged>,
    /// By what is settled; the one known last comes last.
    settings: BTreeMap<SettingId, Vec<Setting>>,
    /// Rows that state something and could not be read, by table and year (`None`: the year was not readable).
    unread: BTreeMap<(TableId, Option<Year>), Origin>,
    /// SHA-256 over the canonical rows, independent of files, formats and order; empty for facts built by hand.
    pub hash: String,
}

impl Facts {
    /// No rows yet.
    #[must_use]
    pub fn new(entities: Entities) -> Facts {
        Facts { entities, ..Facts::default() }
    }

    /// Adds one row. The caller has checked that the key is free, or that the table takes many rows.
    pub fn insert(&mut self, table: TableId, row: Row) {
        if self.standing_elsewhere(table).is_some_and(|of| !of.takes(&row.keys)) {
            self.as_rows(table);
        }
        if let Some(rows) = self.tables.entry(table).or_default().rows_mut(&row.keys) {
            rows.push(row);
        }
    }

    fn standing_elsewhere(&self, table: TableId) -> Option<&dyn Source> {
        self.tables.get(&table)?.source.as_deref()
    }

    /// Keeps all rows of a table that stood elsewhere.
    fn as_rows(&mut self, table: TableId) {
        let of = self.tables.entry(table).or_default();
        for (key, matter) in of.source.iter().flat_map(|of| matters(&**of)) {
            if let Some(matter) = matter {
                self.row_entities.entry((table, key)).or_insert(matter);
            }
        }
        of.leave_source();
    }

    /// Has the rows of a table stand elsewhere, in the place of those that were there.
    pub fn stand_over(&mut self, table: TableId, source: Arc<dyn Source>) {
        self.tables.insert(table, Table { source: Some(source), ..Table::default() });
    }

    /// Where the rows of a table stand, if it is elsewhere and none of them was changed or added since.
    #[must_use]
    pub fn source(&self, table: TableId) -> Option<&dyn Source> {
        let of = self.tables.get(&table)?;
        of.source.as_deref().filter(|_| of.rows.is_empty())
    }

    /// Where the tables whose rows are matters (登记) have rows, each of them is an entity: the one that is known by its id, or one
    /// more behind all others.
    pub fn rows_become_entities(&mut self, schema: &Schema) {
        for (table, _) in schema.tables_of_matters() {
            let Some(of) = self.tables.get(&table) else { continue };
            let in_columns = of.source.iter().flat_map(|of| matters(&**of)).filter(|(_, matter)| matter.is_none());
            let keys: BTreeSet<Vec<Value>> = in_columns.map(|(key, _)| key).chain(of.rows.keys().cloned()).collect();
            for key in keys {
                self.matter(schema, table, &key);
            }
        }
    }

    /// The entity that a row of a registered table is, or would be; `None` where the table is not registered.
    pub fn matter(&mut self, schema: &Schema, table: TableId, key: &[Value]) -> Option<EntityIx> {
        if let Some(known) = self.entity_of_row(table, key) {
            return Some(known);
        }
        let (_, kind) = schema.tables_of_matters().find(|(t, _)| *t == table)?;
        let entity = crate::matter::of_row(schema, &self.entities, table, key, kind)?;
        // Known by its id; or, where somebody named it before there was a row, by its name.
        let named = || match self.entities.find(schema, &entity.names.last()?.value, kind) {
            Found::One(ix) => Some(ix),
            Found::None(_) | Found::Many(_) => None,
        };
        let known = self.entities.with_id(&entity.id).or_else(named);
        let ix = known.or_else(|| self.entities.append(entity))?;
        self.row_is(table, key.to_vec(), ix);
        Some(ix)
    }

    /// The entity that a row of a fact table is, where its table is registered as a matter.
    #[must_use]
    pub fn entity_of_row(&self, table: TableId, key: &[Value]) -> Option<EntityIx> {
        let elsewhere = || {
            let of = self.standing_elsewhere(table).filter(|of| of.takes(key))?;
            of.places(key).next().and_then(|first| of.matter(first))
        };
        self.row_entities.get(&(table, key.to_vec())).copied().or_else(elsewhere)
    }

    /// Matters of rows that are kept here, or that somebody named; not those of rows that stand elsewhere.
    pub(crate) fn matters_kept(&self) -> &BTreeMap<(TableId, Vec<Value>), EntityIx> {
        &self.row_entities
    }

    /// Notes which entity the row under a key is, or would be.
    pub fn row_is(&mut self, table: TableId, key: Vec<Value>, entity: EntityIx) {
        if self.standing_elsewhere(table).is_some_and(|of| of.takes(&key) && !of.places(&key).is_empty()) {
            self.as_rows(table);
        }
        self.row_entities.insert((table, key), entity);
    }

    /// Every row, or key that a row could have, of which it is known which entity it is, in order.
    pub fn matters(&self) -> impl Iterator<Item = (TableId, Vec<Value>, EntityIx)> {
        let mut all = self.row_entities.clone();
        for (id, table) in &self.tables {
            let of_rows = table.source.iter().flat_map(|of| matters(&**of));
            all.extend(of_rows.filter_map(|(key, matter)| Some(((*id, key), matter?))));
        }
        all.into_iter().map(|((table, key), ix)| (table, key, ix))
    }

    /// Adds one confirmation.
    pub fn confirm(&mut self, confirmation: Confirmation) {
        self.confirmations.push(confirmation);
    }

    /// Adds one judgement. The caller has checked that there is no other on the same thing.
    pub fn judge(&mut self, judged: Judged) {
        self.judged.insert((judged.judgement, judged.of, judged.year, judged.args.clone()), judged);
    }

    /// What was judged of an entity (and a year, and further indexes), if anybody has judged it.
    #[must_use]
    pub fn judged(&self, judgement: JudgementId, of: EntityIx, year: Option<Year>, args: &[Value]) -> Option<&Judged> {
        self.judged.get(&(judgement, of, year, args.to_vec()))
    }

    /// All judgements, by what is judged, entity, year and further indexes.
    pub fn all_judged(&self) -> impl Iterator<Item = &Judged> {
        self.judged.values()
    }

    /// Adds one setting; those of one open value come in the order in which they became known.
    pub fn set(&mut self, setting: Setting) {
        self.settings.entry(setting.setting).or_default().push(setting);
    }

    /// The settings of an open value.
    #[must_use]
    pub fn settings(&self, of: SettingId) -> &[Setting] {
        self.settings.get(&of).map(Vec::as_slice).unwrap_or_default()
    }

    /// The setting of an open value that holds on a day, with its place among all of that open value: the one known last.
    #[must_use]
    pub fn setting(&self, of: SettingId, day: Date) -> Option<(u32, &Setting)> {
        let (nth, setting) = self.settings(of).iter().enumerate().rfind(|(_, s)| s.holds_on(day))?;
        Some((u32::try_from(nth).ok()?, setting))
    }

    /// All settings, by what is settled.
    pub fn all_settings(&self) -> impl Iterator<Item = &Setting> {
        self.settings.values().flatten()
    }

    /// Notes that a row of the table could not be read; the first one met is kept.
    pub fn mark_unread(&mut self, table: TableId, year: Option<Year>, origin: Origin) {
        self.unread.entry((table, year)).or_insert(origin);
    }

    /// A row of the table for that year that could not be read, if there is one. While there is, the table is not complete,
    /// whoever signed it: the row may be about anyone.
    #[must_use]
    pub fn unread_row(&self, table: TableId, year: Option<Year>) -> Option<&Origin> {
        match year {
            Some(_) => self.unread.get(&(table, year)).or_else(|| self.unread.get(&(table, None))),
            None => self.unread.iter().find(|((t, _), _)| *t == table).map(|(_, origin)| origin),
        }
    }

    /// All unread marks, in order.
    pub fn unread(&self) -> impl Iterator<Item = (TableId, Option<Year>, &Origin)> {
        self.unread.iter().map(|((table, year), origin)| (*table, *year, origin))
    }

    /// The rows under a key; for a key cut short, those under every key that begins so.
    pub fn rows<'f, 'k>(&'f self, table: TableId, key: &'k [Value]) -> Rows<'f, 'k> {
        Rows::of(self.tables.get(&table), key, Wanted::All)
    }

    /// The same for a reader who looks at the keys and one column only, with the column that says what its values rest on: no
    /// other cell need be there.
    pub fn rows_for<'f, 'k>(&'f self, table: TableId, key: &'k [Value], column: ColumnId, basis: Option<ColumnId>) -> Rows<'f, 'k> {
        Rows::of(self.tables.get(&table), key, Wanted::Of(column, basis))
    }

    /// True if there is a row under a key, or under one that begins so.
    #[must_use]
    pub fn has_row(&self, table: TableId, key: &[Value]) -> bool {
        Rows::of(self.tables.get(&table), key, Wanted::Keys).next().is_some()
    }

    /// Every row of a table, in the order of keys.
    pub fn all_rows(&self, table: TableId) -> Rows<'_, 'static> {
        self.rows(table, &[])
    }

    /// The value of a cell, if the row holds one.
    #[must_use]
    pub fn cell(row: &Row, column: ColumnId) -> Option<&Cell> {
        row.cells.get(usize::try_from(column.0).ok()?)?.as_ref()
    }

    /// Who signed the table complete for that year and scope, if anyone did. `scope` holds the names of the values asked
    /// for, e.g. `十强县`, or the ids of entities; an empty one asks for the whole table. Nobody, while a row of it is unread.
    #[must_use]
    pub fn confirmation(&self, table: TableId, year: Option<Year>, scope: &[String]) -> Option<&Confirmation> {
        if self.unread_row(table, year).is_some() {
            return None;
        }
        self.confirmations.iter().find(|c| {
            c.table == table && c.year == year && (c.scope.is_empty() || (!scope.is_empty() && scope.iter().all(|s| c.scope.contains(s))))
        })
    }

    /// The same facts with another value in one cell of the one row under a key; `None` where there is no such row, or several.
    #[must_use]
    pub fn with_value(&self, table: TableId, key: &[Value], column: ColumnId, value: Value) -> Option<Facts> {
        let mut changed = self.clone();
        if !self.has_row(table, key) {
            return None;
        }
        let rows = changed.tables.get_mut(&table)?.rows_mut(key)?;
        let [row] = rows.as_mut_slice() else { return None };
        let origin = row.origin.clone();
        let cell = row.cells.get_mut(usize::try_from(column.0).ok()?)?;
        let origin = cell.as_ref().map_or(origin, |cell| cell.origin.clone());
        *cell = Some(Cell { held: Held::Exactly(value), origin });
        Some(changed)
    }

    /// All confirmations, in the order met.
    #[must_use]
    pub fn confirmations(&self) -> &[Confirmation] {
        &self.confirmations
    }

    /// The years for which any table has a row, in order.
    #[must_use]
    pub fn years(&self, schema: &Schema) -> Vec<Year> {
        self.years_of(schema, |_| true)
    }

    /// The years for which one of the wanted tables has a row, in order.
    #[must_use]
    pub fn years_of(&self, schema: &Schema, wanted: impl Fn(TableId) -> bool) -> Vec<Year> {
        let mut years: Vec<Year> = Vec::new();
        for (id, table) in self.tables.iter().filter(|(table, _)| wanted(**table)) {
            let Some(schema) = schema.table(*id) else { continue };
            years.extend(table.years(schema));
        }
        years.sort_unstable();
        years.dedup();
        years
    }
}

impl PartialEq for Facts {
    /// The same facts, however they stand.
    fn eq(&self, other: &Facts) -> bool {
        let tables: BTreeSet<TableId> = self.tables.keys().chain(other.tables.keys()).copied().collect();
        self.entities == other.entities
            && tables.into_iter().all(|table| self.all_rows(table).eq(other.all_rows(table)))
            && self.matters().eq(other.matters())
            && self.confirmations == other.confirmations
            && self.judged == other.judged
            && self.settings == other.settings
            && self.unread == other.unread
            && self.hash == other.hash
    }
}

impl Eq for Facts {}

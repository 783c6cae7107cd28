//! Two sets of facts of one schema beside each other: which tables say different things.
//!
//! In: two sets of facts. Out: the tables in which a row, a value or a signature differs; or that more differs than tables. Where a value stands
//! is no difference, unless a mark tells of it: the same figures read from another file are the same figures. Deliberately
//! absent: which rows differ.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{EntityColumns, TableColumns};
use crate::entity::Entities;
use crate::fact::{Confirmation, Facts, Row};
use crate::schema::{Schema, TableId, TableSchema};
use crate::value::Year;

impl Facts {
    /// The tables that say different things here and there. `None`: the entities differ, or what was judged or settled, so that rows cannot
    /// be held side by side.
    #[must_use]
    pub fn differing(&self, other: &Facts, schema: &Schema) -> Option<BTreeSet<TableId>> {
        let same_beside = self.matters_kept() == other.matters_kept()
            && self.all_judged().eq(other.all_judged())
            && self.all_settings().eq(other.all_settings());
        if !same_beside || !same_entities(&self.entities, &other.entities) {
            return None;
        }
        let differs = |(id, table): &(TableId, &TableSchema)| {
            let unread = |facts: &Facts| facts.unread().filter(|(table, _, _)| table == id).map(|(_, year, _)| year).collect::<Vec<_>>();
            self.signed(*id) != other.signed(*id) || unread(self) != unread(other) || self.rows_differ(other, *id, table)
        };
        Some((0_u32..).map(TableId).zip(&schema.tables).filter(differs).map(|(id, _)| id).collect())
    }

    fn signed(&self, id: TableId) -> Vec<Said<'_>> {
        let mut all: Vec<_> = self.confirmations().iter().filter(|signed| signed.table == id).map(said).collect();
        all.sort_unstable();
        all
    }

    fn rows_differ(&self, other: &Facts, id: TableId, table: &TableSchema) -> bool {
        // A mark tells where a value stands that rests on something.
        let marked = table.columns.iter().any(|column| column.basis.is_some());
        if let (Some(ours), Some(theirs)) = (TableColumns::under(self, id), TableColumns::under(other, id)) {
            return !std::ptr::eq(ours, theirs) && !same_columns(ours, theirs, marked);
        }
        let (mut ours, mut theirs) = (self.all_rows(id), other.all_rows(id));
        loop {
            match (ours.next(), theirs.next()) {
                (None, None) => return false,
                (Some(one), Some(two)) if alike(&one, &two, marked) => {}
                _ => return true,
            }
        }
    }
}

fn same_entities(one: &Entities, other: &Entities) -> bool {
    if let (Some(ours), Some(theirs)) = (EntityColumns::under(one), EntityColumns::under(other)) {
        return std::ptr::eq(ours, theirs) || ours == theirs;
    }
    one.len() == other.len() && one.iter().zip(other.iter()).all(|((_, one), (_, two))| one == two)
}

/// Columns that say the same; texts by the same codes, so that some that do say the same are taken for others.
fn same_columns(one: &TableColumns, other: &TableColumns, marked: bool) -> bool {
    one.rows == other.rows
        && one.matters == other.matters
        && one.keys == other.keys
        && one.columns == other.columns
        && (!marked || one.origins == other.origins)
}

fn alike(one: &Row, two: &Row, marked: bool) -> bool {
    let cells = one.cells.iter().zip(&two.cells).all(|(a, b)| match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => a.held == b.held && (!marked || a.origin == b.origin),
        _ => false,
    });
    cells && one.keys == two.keys && one.cells.len() == two.cells.len()
}

/// What a signature says, wherever it stands: of which year, of whom, who signed and when.
type Said<'f> = (Option<Year>, &'f [String], &'f str, Option<Date>);

fn said(signed: &Confirmation) -> Said<'_> {
    (signed.year, &signed.scope, &signed.body, signed.signed_on)
}

//! Facts as columns: what a snapshot holds, and what whole populations are read from.
//!
//! ```text
//! Facts ──► FactColumns::of ──► FactColumns ──► to_facts ──► Facts, the same to the last origin
//!                                   │
//!                                   ├──► into_facts_over ──► Facts, the same, each row made when it is asked for
//!                                   │
//!                                   └──► slices, for loops over ten million rows
//! ```
//!
//! A table is a block of columns of equal length, its rows in the order of their keys: entity, 年度, enums. A column has the leanest
//! form of fixed width that holds every one of its values exactly ([`values::Values`]); where it has gaps, a bit for each row says which
//! cells are filled. Entities stand in the order of their ids, jurisdiction first, so the rows of one jurisdiction are one stretch
//! ([`FactColumns::parts`]). What need not be read can be left out: a table, a column, ids, names and codes, where cells stood.
//!
//! Deliberately absent: files and their formats, the policy language. What is few is kept as it is: confirmations, judgements,
//! settings, unread rows.

mod column;
mod difference;
mod entities;
mod fit;
mod from_facts;
mod origins;
mod over;
mod over_entities;
mod to_facts;
mod values;

use std::ops::Range;

pub use column::{Column, Upper};
pub use entities::{DatedTexts, EVER, EntityColumns, Jurisdiction, NEVER, Spans, superiors_among};
pub use from_facts::type_of_key;
pub use origins::{OriginColumn, Origins, Page};
pub use values::{Bits, Lists, Strings, Texts, Values};

use crate::decision::{Judged, Setting};
use crate::fact::Confirmation;
use crate::origin::Origin;
use crate::schema::{ColumnId, TableId};
use crate::value::{EntityIx, Value, Year};

/// Where a place of an entity is asked for and there is none.
pub const NOBODY: u32 = u32::MAX;

/// All facts, as columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FactColumns {
    pub entities: EntityColumns,
    /// In the order of the schema's tables; `None`: not loaded.
    pub tables: Vec<Option<TableColumns>>,
    /// In the order met.
    pub confirmations: Vec<Confirmation>,
    /// By what is judged, entity, year and further indexes.
    pub judged: Vec<Judged>,
    /// By what is settled; the one known last comes last.
    pub settings: Vec<Setting>,
    /// Rows that could not be read, by table and year.
    pub unread: Vec<(TableId, Option<Year>, Origin)>,
    /// Matters of registered tables that somebody named, though the table has no such row. With rows: [`TableColumns::matters`].
    pub matters_without_row: Vec<(TableId, Vec<Value>, EntityIx)>,
    /// The hash of the facts, as intake gave it.
    pub hash: String,
}

/// The rows of a table, in the order of their keys; those of one key in the order of file, sheet and row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableColumns {
    pub rows: usize,
    /// In the order of the schema's keys; no key has a gap.
    pub keys: Vec<Values>,
    /// In the order of the schema's columns; `None`: not loaded.
    pub columns: Vec<Option<Column>>,
    /// Where rows are matters: the entity that each row is, or [`NOBODY`].
    pub matters: Option<Vec<u32>>,
    /// Where rows and cells stood; `None`: not loaded.
    pub origins: Option<Origins>,
    /// Earlier rows that rows here replaced; `None`: there are none.
    pub replaced: Option<Box<Replaced>>,
}

/// Earlier rows, with the rows that replaced them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replaced {
    /// The row that replaced each, ascending.
    pub by: Vec<u32>,
    /// The earlier rows: for one replacing row, latest first.
    pub rows: TableColumns,
}

/// The rows of a table that belong to one jurisdiction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its place in [`EntityColumns::jurisdictions`]; `None` for a table whose rows belong to nobody.
    pub jurisdiction: Option<usize>,
    pub rows: Range<usize>,
}

/// Why facts are no columns, or columns no facts: they are not of this schema, or there are more than four thousand million of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit {
    pub table: String,
    /// The key or column; empty for the table as a whole.
    pub column: String,
}

impl FactColumns {
    /// The table with this id, if it is loaded.
    #[must_use]
    pub fn table(&self, id: TableId) -> Option<&TableColumns> {
        self.tables.get(usize::try_from(id.0).ok()?)?.as_ref()
    }

    /// The stretches of a table's rows that belong to each jurisdiction, in the order of rows; together they are all rows.
    #[must_use]
    pub fn parts(&self, id: TableId) -> Vec<Part> {
        let Some(table) = self.table(id).filter(|t| t.rows > 0) else { return Vec::new() };
        let Some(Values::Entity(of)) = table.keys.first() else { return vec![Part { jurisdiction: None, rows: 0..table.rows }] };
        let mut parts = Vec::new();
        for (at, jurisdiction) in self.entities.jurisdictions.iter().enumerate() {
            let rows = of.partition_point(|e| *e < jurisdiction.entities.start)..of.partition_point(|e| *e < jurisdiction.entities.end);
            if !rows.is_empty() {
                parts.push(Part { jurisdiction: Some(at), rows });
            }
        }
        parts
    }
}

impl TableColumns {
    /// The column with this id, if it is loaded.
    #[must_use]
    pub fn column(&self, id: ColumnId) -> Option<&Column> {
        self.columns.get(usize::try_from(id.0).ok()?)?.as_ref()
    }

    /// The table with a stretch of its rows; `None` where there are not so many.
    #[must_use]
    pub fn slice(&self, rows: Range<usize>) -> Option<TableColumns> {
        let columns = self.columns.iter().map(|column| column.as_ref().map_or(Some(None), |c| c.slice(rows.clone()).map(Some)));
        let replaced = match &self.replaced {
            Some(replaced) => {
                let place = |row: usize| replaced.by.partition_point(|by| usize::try_from(*by).is_ok_and(|by| by < row));
                let range = place(rows.start)..place(rows.end);
                let first = u32::try_from(rows.start).ok()?;
                let by: Vec<u32> = replaced.by.get(range.clone())?.iter().map(|by| by.checked_sub(first)).collect::<Option<_>>()?;
                if by.is_empty() { None } else { Some(Box::new(Replaced { by, rows: replaced.rows.slice(range)? })) }
            }
            None => None,
        };
        Some(TableColumns {
            rows: rows.len(),
            keys: self.keys.iter().map(|key| key.slice(rows.clone())).collect::<Option<_>>()?,
            columns: columns.collect::<Option<_>>()?,
            matters: match &self.matters {
                Some(all) => Some(all.get(rows.clone())?.to_vec()),
                None => None,
            },
            origins: match &self.origins {
                Some(origins) => Some(origins.slice(rows)?),
                None => None,
            },
            replaced,
        })
    }

    /// The rows whose first key is this entity.
    #[must_use]
    pub fn rows_of(&self, entity: EntityIx) -> Range<usize> {
        let Some(Values::Entity(of)) = self.keys.first() else { return 0..0 };
        of.partition_point(|e| *e < entity.0)..of.partition_point(|e| *e <= entity.0)
    }
}

#[cfg(test)]
mod tests;

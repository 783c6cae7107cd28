//! Columns → facts. A column that is not loaded gives rows whose cells in it are empty: to be asked only for what was loaded.

use std::sync::Arc;

use crate::fact::{Cell, Facts, Row};
use crate::origin::Origin;
use crate::schema::{Schema, TableId, TableSchema};
use crate::value::{EntityIx, Value};

use super::from_facts::type_of_key;
use super::{FactColumns, NOBODY, TableColumns, Unfit};

impl FactColumns {
    /// The facts. Where everything is loaded, they are those that the columns were made of.
    pub fn to_facts(&self, schema: &Schema) -> Result<Facts, Unfit> {
        let unfit = |table: &str| Unfit { table: table.to_owned(), column: String::new() };
        let mut facts = Facts::new(self.entities.to_entities().ok_or_else(|| unfit(""))?);
        for ((id, table), columns) in (0..).map(TableId).zip(&schema.tables).zip(&self.tables) {
            let Some(columns) = columns else { continue };
            for (at, row) in rows(table, columns)?.into_iter().enumerate() {
                let matter = columns.matters.as_ref().and_then(|all| all.get(at)).copied().filter(|ix| *ix != NOBODY);
                if let Some(matter) = matter {
                    facts.row_is(id, row.keys.clone(), EntityIx(matter));
                }
                facts.insert(id, row);
            }
        }
        for (table, key, ix) in &self.matters_without_row {
            facts.row_is(*table, key.clone(), *ix);
        }
        self.confirmations.iter().for_each(|c| facts.confirm(c.clone()));
        self.judged.iter().for_each(|j| facts.judge(j.clone()));
        self.settings.iter().for_each(|s| facts.set(s.clone()));
        self.unread.iter().for_each(|(table, year, origin)| facts.mark_unread(*table, *year, origin.clone()));
        facts.hash.clone_from(&self.hash);
        Ok(facts)
    }
}

fn rows(table: &TableSchema, columns: &TableColumns) -> Result<Vec<Row>, Unfit> {
    let unfit = |column: &str| Unfit { table: table.name.clone(), column: column.to_owned() };
    if columns.keys.len() != table.keys.len() || columns.columns.len() != table.columns.len() {
        return Err(unfit(""));
    }
    let nowhere =
        Origin { file: Arc::from(""), sheet: None, row: 0, column: 0, text: String::new(), source: None, entered_by: None, known_on: None };
    let mut rows = Vec::with_capacity(columns.rows);
    for at in 0..columns.rows {
        let mut keys: Vec<Value> = Vec::with_capacity(table.keys.len());
        for (key, values) in table.keys.iter().zip(&columns.keys) {
            keys.push(values.get(at, &type_of_key(&key.ty)).ok_or_else(|| unfit(&key.name))?);
        }
        let origin = columns.origins.as_ref().map_or_else(|| Some(nowhere.clone()), |o| o.of_row(at)).ok_or_else(|| unfit(""))?;
        let mut cells = Vec::with_capacity(table.columns.len());
        for (place, (column, values)) in table.columns.iter().zip(&columns.columns).enumerate() {
            let Some(values) = values.as_ref().filter(|v| v.is_filled(at)) else {
                cells.push(None);
                continue;
            };
            let held = values.held(at, &column.ty).ok_or_else(|| unfit(&column.name))?;
            let origin = columns.origins.as_ref().and_then(|o| o.of_cell(at, place)).unwrap_or_else(|| origin.clone());
            cells.push(Some(Cell { held, origin }));
        }
        rows.push(Row { keys, cells, origin, replaced: Vec::new() });
    }
    if let Some(replaced) = &columns.replaced {
        let earlier = self::rows(table, &replaced.rows)?;
        if earlier.len() != replaced.by.len() {
            return Err(unfit(""));
        }
        for (by, row) in replaced.by.iter().zip(earlier) {
            let by = usize::try_from(*by).ok().and_then(|by| rows.get_mut(by));
            by.ok_or_else(|| unfit(""))?.replaced.push(row);
        }
    }
    Ok(rows)
}

//! Facts → columns.

use crate::fact::{Facts, Held, Row, RowRef};
use crate::origin::Origin;
use crate::schema::{ColumnId, KeyType, Schema, TableId, TableSchema};
use crate::value::{EnumDef, Type, Value};

use super::{Column, EntityColumns, FactColumns, NOBODY, Origins, Replaced, TableColumns, Unfit, Values};

impl FactColumns {
    /// The columns of facts that were read against this schema.
    pub fn of(schema: &Schema, facts: &Facts) -> Result<FactColumns, Unfit> {
        let unfit = |table: &str| Unfit { table: table.to_owned(), column: String::new() };
        let mut columns = FactColumns {
            entities: EntityColumns::of(&facts.entities).ok_or_else(|| unfit(""))?,
            confirmations: facts.confirmations().to_vec(),
            judged: facts.all_judged().cloned().collect(),
            settings: facts.all_settings().cloned().collect(),
            unread: facts.unread().map(|(table, year, origin)| (table, year, origin.clone())).collect(),
            hash: facts.hash.clone(),
            ..FactColumns::default()
        };
        for (id, table) in (0..).map(TableId).zip(&schema.tables) {
            if let Some(there) = TableColumns::under(facts, id) {
                columns.tables.push(Some(there.clone()));
                continue;
            }
            let held: Vec<RowRef<'_>> = facts.all_rows(id).collect();
            let rows: Vec<&Row> = held.iter().map(|row| &**row).collect();
            let mut made = of_rows(&schema.enums, table, &rows)?;
            let matter = |row: &&Row| facts.entity_of_row(id, &row.keys).map_or(NOBODY, |ix| ix.0);
            let matters: Vec<u32> = rows.iter().map(matter).collect();
            made.matters = matters.iter().any(|ix| *ix != NOBODY).then_some(matters);
            columns.tables.push(Some(made));
        }
        let without = facts.matters().filter(|(table, key, _)| !facts.has_row(*table, key));
        columns.matters_without_row = without.collect();
        Ok(columns)
    }
}

/// The type that the values of a key have.
#[must_use]
pub fn type_of_key(key: &KeyType) -> Type {
    match key {
        KeyType::Entity(kind) => Type::Entity(*kind),
        KeyType::Year => Type::Year,
        KeyType::Enum(of) => Type::Enum(*of),
    }
}

fn of_rows(enums: &[EnumDef], table: &TableSchema, rows: &[&Row]) -> Result<TableColumns, Unfit> {
    let unfit = |column: &str| Unfit { table: table.name.clone(), column: column.to_owned() };
    if rows.iter().any(|row| row.keys.len() != table.keys.len() || row.cells.len() != table.columns.len())
        || u32::try_from(rows.len()).is_err()
    {
        return Err(unfit(""));
    }
    let mut made = TableColumns { rows: rows.len(), ..TableColumns::default() };
    for (at, key) in table.keys.iter().enumerate() {
        let values: Vec<Option<&Value>> = rows.iter().map(|row| row.keys.get(at)).collect();
        made.keys.push(Values::of(&type_of_key(&key.ty), false, enums, &values).ok_or_else(|| unfit(&key.name))?);
    }
    let mut origins: Vec<Vec<Option<&Origin>>> = Vec::new();
    for (id, column) in (0..).map(ColumnId).zip(&table.columns) {
        let cells: Vec<Option<&Held>> = rows.iter().map(|row| Facts::cell(row, id).map(|cell| &cell.held)).collect();
        made.columns.push(Some(Column::of(&column.ty, column.many_values, enums, &cells).ok_or_else(|| unfit(&column.name))?));
        origins.push(rows.iter().map(|row| Facts::cell(row, id).map(|cell| &cell.origin)).collect());
    }
    let of_rows: Vec<&Origin> = rows.iter().map(|row| &row.origin).collect();
    made.origins = Some(Origins::of(&of_rows, &origins).ok_or_else(|| unfit(""))?);
    let (mut by, mut earlier): (Vec<u32>, Vec<&Row>) = (Vec::new(), Vec::new());
    for (at, row) in (0_u32..).zip(rows) {
        by.extend(row.replaced.iter().map(|_| at));
        earlier.extend(&row.replaced);
    }
    if !by.is_empty() {
        made.replaced = Some(Box::new(Replaced { by, rows: self::of_rows(enums, table, &earlier)? }));
    }
    Ok(made)
}

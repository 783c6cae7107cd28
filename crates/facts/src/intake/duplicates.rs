//! Rows with one key become one row, or a problem: equal values agree, a later known date wins, anything else is not used.

use std::collections::BTreeMap;

use super::cell_value::World;
use super::page::place_of_origin;
use super::reported::Reported;
use super::row::{ReadRow, Slot};
use crate::fact::{Cell, Held, Row};
use crate::origin::Origin;
use crate::problems::{conflicting_values, repeated_row};
use crate::schema::{Blank, TableSchema, TableShape};
use crate::value::{Value, enum_of};

/// All rows of one table, in whatever order they were met; out come the rows to keep, in an order that depends on nothing
/// but their values.
pub(crate) fn settle(world: World<'_>, table: &TableSchema, mut rows: Vec<ReadRow>, problems: &mut Reported) -> Vec<Row> {
    rows.sort_by(|a, b| a.origin.cmp(&b.origin));
    if table.many_rows {
        return keep_all(world, table, rows, problems);
    }
    let from = table.columns.iter().position(|c| c.name == "自").filter(|_| table.shape == TableShape::Span);
    let mut by_key: BTreeMap<(Vec<Value>, Option<Held>), Vec<ReadRow>> = BTreeMap::new();
    for row in rows {
        let start = from.and_then(|at| if let Some(Slot::Filled(cell)) = row.slots.get(at) { Some(cell.held.clone()) } else { None });
        by_key.entry((row.keys.clone(), start)).or_default().push(row);
    }
    by_key.into_values().filter_map(|group| merge(world, table, group, problems)).collect()
}

fn held(slot: &Slot) -> Option<&Held> {
    if let Slot::Filled(cell) = slot { Some(&cell.held) } else { None }
}

fn keep_all(world: World<'_>, table: &TableSchema, rows: Vec<ReadRow>, problems: &mut Reported) -> Vec<Row> {
    let mut first_of: BTreeMap<(Vec<Value>, Vec<Option<Held>>), Origin> = BTreeMap::new();
    let mut kept: Vec<(Vec<Option<Held>>, ReadRow)> = Vec::new();
    for row in rows {
        let values: Vec<Option<Held>> = row.slots.iter().map(|s| held(s).cloned()).collect();
        let bad = row.slots.contains(&Slot::Bad);
        match first_of.get(&(row.keys.clone(), values.clone())) {
            Some(first) if !bad => {
                problems.push(repeated_row::problem(place_of_origin(&row.origin), &key_shown(world, &row.keys), place_of_origin(first)));
            }
            Some(_) => {}
            None => {
                first_of.insert((row.keys.clone(), values.clone()), row.origin.clone());
            }
        }
        kept.push((values, row));
    }
    kept.sort_by(|a, b| (&a.1.keys, &a.0, &a.1.origin).cmp(&(&b.1.keys, &b.0, &b.1.origin)));
    kept.into_iter().map(|(_, row)| finished(table, row.keys, row.slots, row.origin, Vec::new())).collect()
}

/// One row of several with one key, cell by cell: rows may complete one another.
fn merge(world: World<'_>, table: &TableSchema, group: Vec<ReadRow>, problems: &mut Reported) -> Option<Row> {
    // The row that speaks: the latest known, the first of these by place.
    let leading = group.iter().max_by(|a, b| a.origin.known_on.cmp(&b.origin.known_on).then_with(|| b.origin.cmp(&a.origin)))?.clone();
    let mut slots = Vec::new();
    for (at, column) in table.columns.iter().enumerate() {
        let here: Vec<&Slot> = group.iter().filter_map(|row| row.slots.get(at)).collect();
        let filled: Vec<&Cell> = here.iter().filter_map(|s| if let Slot::Filled(cell) = s { Some(cell.as_ref()) } else { None }).collect();
        if here.iter().any(|s| **s == Slot::Bad) {
            slots.push(Slot::Bad);
            continue;
        }
        match agreed(&filled) {
            Ok(None) => slots.push(Slot::Empty),
            Ok(Some(cell)) => slots.push(Slot::Filled(Box::new(cell.clone()))),
            Err((one, other)) => {
                let (place, second) = (place_of_origin(&one.origin), place_of_origin(&other.origin));
                let key = key_shown(world, &leading.keys);
                problems.push(conflicting_values::problem(place, &key, &column.name, &one.origin.text, &other.origin.text, second));
                slots.push(Slot::Bad);
            }
        }
    }
    let mut replaced: Vec<ReadRow> = group
        .into_iter()
        .filter(|row| {
            row.origin.known_on < leading.origin.known_on
                && row.slots.iter().zip(&slots).any(|(own, used)| held(own).is_some_and(|own| held(used).is_some_and(|used| used != own)))
        })
        .collect();
    replaced.sort_by(|a, b| b.origin.known_on.cmp(&a.origin.known_on).then_with(|| a.origin.cmp(&b.origin)));
    let replaced = replaced.into_iter().map(|row| finished(table, row.keys, row.slots, row.origin, Vec::new())).collect();
    Some(finished(table, leading.keys, slots, leading.origin, replaced))
}

/// The value that stands, or two cells that contradict each other. Cells come in the order of their places.
fn agreed<'a>(cells: &[&'a Cell]) -> Result<Option<&'a Cell>, (&'a Cell, &'a Cell)> {
    let Some(first) = cells.first().copied() else { return Ok(None) };
    let differing = |among: &[&'a Cell]| {
        let one = among.first().copied()?;
        among.iter().copied().find(|c| c.held != one.held).map(|other| (one, other))
    };
    let Some(conflict) = differing(cells) else { return Ok(Some(first)) };
    if cells.iter().any(|c| c.origin.known_on.is_none()) {
        return Err(conflict);
    }
    let latest = cells.iter().map(|c| c.origin.known_on).max().flatten();
    let last: Vec<&Cell> = cells.iter().copied().filter(|c| c.origin.known_on == latest).collect();
    match differing(&last) {
        Some(conflict) => Err(conflict),
        None => Ok(last.first().copied()),
    }
}

/// The row as facts keep it: defaults filled in where nothing was entered, nothing where something unusable was.
fn finished(table: &TableSchema, keys: Vec<Value>, slots: Vec<Slot>, origin: Origin, replaced: Vec<Row>) -> Row {
    let cells = slots
        .into_iter()
        .zip(&table.columns)
        .map(|(slot, column)| match (slot, &column.blank) {
            (Slot::Filled(cell), _) => Some(*cell),
            (Slot::Empty, Blank::Default(value)) => {
                Some(Cell { held: Held::Exactly(value.clone()), origin: Origin { column: 0, text: String::new(), ..origin.clone() } })
            }
            (Slot::Empty | Slot::Bad, _) => None,
        })
        .collect();
    Row { keys, cells, origin, replaced }
}

/// A key in words: `甲县 2016`.
pub(crate) fn key_shown(world: World<'_>, keys: &[Value]) -> String {
    let year = keys.iter().find_map(|k| if let Value::Year(y) = k { Some(*y) } else { None });
    let words: Vec<String> = keys
        .iter()
        .map(|key| match key {
            Value::Entity(ix) => world.entities.get(*ix).map_or_else(String::new, |e| match year {
                Some(year) => e.name_in(year).to_owned(),
                None => e.names.last().map_or_else(|| e.id.clone(), |n| n.value.clone()),
            }),
            Value::Year(year) => year.to_string(),
            Value::Enum(id, rank) => enum_of(&world.schema.enums, *id).and_then(|e| e.name_of(*rank)).unwrap_or_default().to_owned(),
            _ => String::new(),
        })
        .collect();
    words.join(" ")
}

//! A small world for a table or a row: made-up entities (or those of given facts), rows of facts, given values.

use std::collections::BTreeMap;
use std::sync::Arc;

use quanheng_facts::entity::{Dated, Entities, Entity};
use quanheng_facts::fact::{Cell, Confirmation, Facts, Held, Origin, Row};
use quanheng_facts::schema::{ColumnId, KeyType, TableId, TableShape};
use quanheng_facts::value::{EntityIx, KindId, Value, Year};

use super::cell::Given;
use super::head::Thing;
use super::{FactsWanted, Signed};
use crate::finding::Instance;
use crate::interpret::{Choice, Pin, Pins};
use crate::ir::Program;
use crate::possible::Possible;

/// How many years around a test's year a signature without a year covers.
const YEARS_BEFORE: i32 = 40;

/// Facts and given values, under construction.
pub(super) struct World {
    pub facts: Facts,
    pub pins: Pins,
    pub choice: Choice,
    /// Rows made from cells, not yet put into the facts: a row's cells come one by one.
    rows: BTreeMap<(TableId, Vec<Value>), RowToBe>,
    file: Arc<str>,
}

/// A row while its cells come; for a 时段, the year it spans.
#[derive(Default)]
struct RowToBe {
    span: Option<Year>,
    cells: BTreeMap<ColumnId, Option<Value>>,
}

impl World {
    /// A world with these made-up entities, all of one kind.
    pub fn made_up(names: &[String], kind: KindId, file: &str) -> (World, Vec<EntityIx>) {
        let entity = |(at, name): (usize, &String)| Entity {
            id: format!("TEST:{at:06}"),
            kind,
            names: vec![Dated { from: None, to: None, value: name.clone() }],
            codes: Vec::new(),
            superior: None,
            exists: Dated { from: None, to: None, value: () },
        };
        let entities = Entities::new(names.iter().enumerate().map(entity).collect(), &BTreeMap::new());
        let indexes = entities.iter().map(|(ix, _)| ix).collect();
        (World::of(Facts::new(entities), file), indexes)
    }

    /// A world with given facts.
    pub fn of(facts: Facts, file: &str) -> World {
        World { facts, pins: Pins::new(), choice: Choice::default(), rows: BTreeMap::new(), file: file.into() }
    }

    /// Gives one value of one entity.
    pub fn give(&mut self, thing: &Thing, entity: Option<EntityIx>, year: Year, given: &Given, program: &Program) {
        let Some(possible) = thing.ty(program).and_then(|ty| given.possible(&ty, &program.schema.enums)) else { return };
        match thing {
            Thing::Variable(variable, args) => {
                let args = *args;
                let Some(meaning) = program.variable(*variable) else { return };
                let entity = meaning.owner.and(entity);
                if meaning.yearly {
                    self.pins.insert(Pin::Variable(Instance { variable: *variable, entity, year, args }), possible);
                    return;
                }
                // The same for every year that may read it.
                for year in around(year) {
                    self.pins.insert(Pin::Variable(Instance { variable: *variable, entity, year, args }), possible.clone());
                }
            }
            Thing::Column { table, column, keys } => {
                if let Some(entity) = entity {
                    self.give_cell(*table, *column, entity, year, keys, given, possible, program);
                }
            }
            Thing::Open(open) => {
                self.pins.insert(Pin::Open(*open), possible);
            }
            Thing::Parameter(parameter) => {
                if let Some(value) = possible.known() {
                    self.choice.parameters.insert(*parameter, value.clone());
                }
            }
            Thing::Kind(_) | Thing::Year => {}
        }
    }

    /// A cell: a value goes into a row of its table; what is not one value is given beside the facts.
    #[expect(clippy::too_many_arguments, reason = "a cell is found by all of these")]
    fn give_cell(
        &mut self,
        table: TableId,
        column: ColumnId,
        entity: EntityIx,
        year: Year,
        keys: &[Value],
        given: &Given,
        possible: Possible,
        program: &Program,
    ) {
        let Some(schema) = program.schema.table(table) else { return };
        let yearly = schema.keys.iter().any(|k| k.ty == KeyType::Year);
        let dated = schema.shape == TableShape::Span;
        let value = match given {
            Given::Value(value) => Some(value.clone()),
            _ => None,
        };
        let pinned = match given {
            Given::Value(_) => false,
            // An empty cell is unknown by itself, unless the column says what an empty one means.
            Given::Unknown => dated || !matches!(schema.column(column).map(|c| &c.blank), Some(quanheng_facts::schema::Blank::Unknown)),
            _ => true,
        };
        if pinned {
            let pin = Pin::Column { table, column, entity, year: (yearly || dated).then_some(year), keys: keys.to_vec() };
            self.pins.insert(pin, possible);
        }
        if dated && value.is_none() {
            return;
        }
        let mut rest = keys.iter();
        let key: Option<Vec<Value>> = schema
            .keys
            .iter()
            .map(|k| match k.ty {
                KeyType::Entity(_) => Some(Value::Entity(entity)),
                KeyType::Year => Some(Value::Year(year)),
                KeyType::Enum(_) => rest.next().cloned(),
            })
            .collect();
        let Some(mut key) = key else { return };
        if dated {
            // Several spans share the entity as their key: the year keeps them apart until they are put in.
            key.push(Value::Year(year));
        }
        let row = self.rows.entry((table, key)).or_default();
        row.span = dated.then_some(year);
        row.cells.insert(column, value);
    }

    /// Puts the rows made from cells into the facts.
    pub fn settle(&mut self, program: &Program) {
        for ((table, mut keys), RowToBe { span, cells }) in std::mem::take(&mut self.rows) {
            let Some(schema) = program.schema.table(table) else { continue };
            let mut row_cells: Vec<Option<Cell>> = vec![None; schema.columns.len()];
            let mut put = |column: ColumnId, value: Value| {
                if let Some(cell) = usize::try_from(column.0).ok().and_then(|at| row_cells.get_mut(at)) {
                    *cell = Some(Cell { held: Held::Exactly(value), origin: origin(&self.file) });
                }
            };
            for (column, value) in cells {
                if let Some(value) = value {
                    put(column, value);
                }
            }
            if let Some(year) = span {
                keys.pop();
                for (name, day) in [("自", year.first_day()), ("至", year.last_day())] {
                    if let (Some(column), Some(day)) = (schema.column_named(name), day) {
                        put(column, Value::Date(day));
                    }
                }
            }
            self.facts.insert(table, Row { keys, cells: row_cells, origin: origin(&self.file), replaced: Vec::new() });
        }
    }

    /// 完整: signs a table, for a year or for all years around the test's.
    pub fn sign(&mut self, signed: &Signed, table: TableId, year: Year, program: &Program) {
        let rule = program.schema.table(table).and_then(|t| t.completeness.as_ref());
        let body = rule.and_then(|r| r.bodies.first()).cloned().unwrap_or_default();
        let years: Vec<Year> = signed.year.map_or_else(|| around(year).collect(), |y| vec![y]);
        for year in years {
            self.facts.confirm(Confirmation {
                table,
                year: Some(year),
                scope: signed.scope.clone(),
                body: body.clone(),
                signed_on: None,
                origin: origin(&self.file),
            });
        }
    }
}

fn around(year: Year) -> impl Iterator<Item = Year> {
    (0..=YEARS_BEFORE.saturating_add(1)).filter_map(move |n| year.plus(1_i32.saturating_sub(n)))
}

fn origin(file: &Arc<str>) -> Origin {
    Origin { file: Arc::clone(file), sheet: None, row: 0, column: 0, text: String::new(), source: None, entered_by: None, known_on: None }
}

/// Given facts, cut down to the years every 事实 of the table asks for.
pub(super) fn within_years(facts: &Facts, wanted: &[FactsWanted], program: &Program) -> Facts {
    let spans: Vec<(Year, Year)> = wanted.iter().filter_map(|w| w.years).collect();
    if spans.len() < wanted.len() || spans.is_empty() {
        return facts.clone();
    }
    let inside = |year: Year| spans.iter().any(|(from, to)| *from <= year && year <= *to);
    let mut kept = Facts::new(facts.entities.clone());
    for (at, schema) in program.schema.tables.iter().enumerate() {
        let Ok(at) = u32::try_from(at) else { continue };
        let position = schema.keys.iter().position(|k| k.ty == KeyType::Year);
        for row in facts.all_rows(TableId(at)) {
            let year = position.and_then(|p| row.keys.get(p));
            if let Some(Value::Year(year)) = year
                && !inside(*year)
            {
                continue;
            }
            kept.insert(TableId(at), row.clone());
        }
    }
    for confirmation in facts.confirmations() {
        if confirmation.year.is_none_or(inside) {
            kept.confirm(confirmation.clone());
        }
    }
    kept
}

//! A small world for a table or a row: made-up entities (or those of given facts), rows of facts, given values.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use quanheng_facts::entity::{Dated, Entities, Entity, Found, PartialDate};
use quanheng_facts::fact::{Cell, Confirmation, Facts, Held, Row};
use quanheng_facts::origin::Origin;
use quanheng_facts::schema::{ColumnId, KeyType, TableId, TableSchema, TableShape};
use quanheng_facts::value::{EntityIx, KindId, Type, Value, Year, enum_of};

use super::cell::Given;
use super::head::Thing;
use super::{FactsWanted, Signed};
use crate::finding::Instance;
use crate::interpret::{Choice, Pin, Pins};
use crate::ir::{Args, Program, VariableId};
use crate::possible::Possible;

/// How many years around a test's year a signature without a year covers.
const YEARS_BEFORE: i32 = 40;
const YEARS_AFTER: i32 = 10;

/// Facts and given values, under construction.
pub(super) struct World {
    pub facts: Facts,
    pub pins: Pins,
    pub choice: Choice,
    /// Bases of lists, given instead of counted.
    pub bases: BTreeMap<(VariableId, EntityIx, Year), Possible>,
    /// Rows made from cells, not yet put into the facts: a row's cells come one by one.
    rows: BTreeMap<(TableId, Vec<Value>), RowToBe>,
    file: Arc<str>,
}

/// A row while its cells come; for a 时段, the year it spans.
#[derive(Default)]
struct RowToBe {
    span: Option<Year>,
    cells: BTreeMap<ColumnId, Option<Held>>,
}

/// Somebody who must be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Want {
    pub name: String,
    pub kind: KindId,
    /// The name of the superior.
    pub superior: Option<String>,
}

impl Want {
    pub fn of(name: &str, kind: KindId) -> Want {
        Want { name: name.to_owned(), kind, superior: None }
    }
}

/// Each name once, of the narrowest kind asked for.
fn each_once(wants: &[Want], program: &Program) -> Vec<Want> {
    let mut kept: Vec<Want> = Vec::new();
    for want in wants {
        let (narrower, wider) = (
            |k: &Want| k.name == want.name && program.schema.is_kind(k.kind, want.kind),
            |k: &Want| k.name == want.name && program.schema.is_kind(want.kind, k.kind),
        );
        let at = kept.iter().position(|k| narrower(k) || wider(k));
        match at.and_then(|at| kept.get_mut(at)) {
            Some(known) => {
                if program.schema.is_kind(want.kind, known.kind) {
                    known.kind = want.kind;
                }
                known.superior = known.superior.take().or_else(|| want.superior.clone());
            }
            None => kept.push(want.clone()),
        }
    }
    // `单位 或 人员` is nobody's own kind: the one that the name begins with (年度考核 甲县 2017年度), else the first of them.
    for want in &mut kept {
        let any_of = program.schema.kind(want.kind).map(|k| k.any_of.clone()).unwrap_or_default();
        let named = |kind: &&KindId| program.schema.kind(**kind).is_some_and(|k| want.name.starts_with(&format!("{} ", k.name)));
        if let Some(kind) = any_of.iter().find(named).or(any_of.first()) {
            want.kind = *kind;
        }
    }
    kept
}

impl World {
    /// A world with these made-up entities: one for each row, all of one kind, and whoever else is named.
    pub fn made_up(names: &[String], kind: KindId, others: &[Want], program: &Program, file: &str) -> (World, Vec<EntityIx>) {
        let rows: Vec<Want> = names.iter().map(|n| Want::of(n, kind)).collect();
        // Rows are told apart by their places: two may bear one name.
        let mut all = rows.clone();
        for want in each_once(&[rows, others.to_vec()].concat(), program) {
            let mut known = all.iter_mut().filter(|w| w.name == want.name && program.schema.is_kind(want.kind, w.kind)).peekable();
            if known.peek().is_none() {
                all.push(want);
                continue;
            }
            for one in known {
                one.clone_from(&want);
            }
        }
        let id = |at: usize| format!("TEST:{at:06}");
        let entities: Vec<Entity> = all.iter().enumerate().map(|(at, want)| entity(id(at), want)).collect();
        let superiors = all.iter().enumerate().filter_map(|(at, want)| {
            let above = want.superior.as_ref()?;
            all.iter().position(|w| w.name == *above).map(|above| (id(at), id(above)))
        });
        let entities = Entities::new(entities, &superiors.collect());
        let indexes = entities.iter().map(|(ix, _)| ix).take(names.len()).collect();
        (World::of(Facts::new(entities), file), indexes)
    }

    /// Adds whoever is named and not there. They come after everybody, so that those who are there keep their places.
    pub fn add(&mut self, others: &[Want], program: &Program) {
        let wants = each_once(others, program);
        let missing = |w: &&Want| matches!(self.facts.entities.find(&program.schema, &w.name, w.kind), Found::None(_));
        let new: Vec<Entity> = wants.iter().filter(missing).enumerate().map(|(at, want)| entity(format!("～TEST:{at:06}"), want)).collect();
        if !new.is_empty() {
            self.facts.entities = self.facts.entities.with(new);
        }
    }

    /// A world with given facts.
    pub fn of(facts: Facts, file: &str) -> World {
        World { facts, pins: Pins::new(), choice: Choice::default(), bases: BTreeMap::new(), rows: BTreeMap::new(), file: file.into() }
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
            Thing::Column { table, column, keys } => self.give_cell(*table, *column, entity, year, keys, given, possible, program),
            Thing::Matter { variable, table } => {
                if let Some(entity) = entity {
                    self.give_of_matter(*variable, *table, entity, year, possible, program);
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
            Thing::Figure(list, _) => {
                if let Some(entity) = entity {
                    self.bases.insert((*list, entity, year), possible);
                }
            }
            Thing::Kind(_) | Thing::Year => {}
        }
    }

    /// What is said of an entity's row of a registered table, for the entity itself and every kind of conclusion.
    fn give_of_matter(&mut self, id: VariableId, table: TableId, entity: EntityIx, year: Year, possible: Possible, program: &Program) {
        let (Some(variable), Some(schema)) = (program.variable(id), program.schema.table(table)) else { return };
        let key: Option<Vec<Value>> = schema
            .keys
            .iter()
            .map(|k| match k.ty {
                KeyType::Entity(_) => Some(Value::Entity(entity)),
                KeyType::Year => Some(Value::Year(year)),
                KeyType::Enum(_) => None,
            })
            .collect();
        let Some(matter) = key.and_then(|key| self.facts.matter(&program.schema, table, &key)) else { return };
        let mut all: Vec<Vec<Value>> = vec![Vec::new()];
        for param in &variable.index {
            let values: Vec<Value> = match &param.ty {
                Type::Entity(_) => vec![Value::Entity(entity)],
                Type::Enum(of) => {
                    let count = enum_of(&program.schema.enums, *of).map_or(0, |def| def.values.len());
                    (0..count).filter_map(|rank| u32::try_from(rank).ok()).map(|rank| Value::Enum(*of, rank)).collect()
                }
                _ => return,
            };
            all = all.iter().flat_map(|so_far| values.iter().map(move |v| so_far.iter().chain([v]).cloned().collect())).collect();
        }
        for args in all.iter().filter_map(|values| Args::of(values)) {
            self.pins.insert(Pin::Variable(Instance { variable: id, entity: Some(matter), year, args }), possible.clone());
        }
    }

    /// A cell: a value goes into a row of its table; what is not one value is given beside the facts.
    #[expect(clippy::too_many_arguments, reason = "a cell is found by all of these")]
    fn give_cell(
        &mut self,
        table: TableId,
        column: ColumnId,
        entity: Option<EntityIx>,
        year: Year,
        keys: &[Value],
        given: &Given,
        possible: Possible,
        program: &Program,
    ) {
        let Some(schema) = program.schema.table(table) else { return };
        // What is nobody's is given beside anybody; what is somebody's, beside that one.
        let is_somebodys = schema.keys.iter().any(|k| matches!(k.ty, KeyType::Entity(_)));
        let entity = entity.filter(|_| is_somebodys);
        if is_somebodys && entity.is_none() {
            return;
        }
        let yearly = schema.keys.iter().any(|k| k.ty == KeyType::Year);
        let dated = schema.shape == TableShape::Span;
        let value = match given {
            Given::Value(value) => Some(Held::Exactly(value.clone())),
            // A day of which the month is known is what a cell can hold.
            Given::Bounds { least: Some(least @ Value::Date(_)), greatest: Some(greatest @ Value::Date(_)) } => {
                Some(Held::Between(least.clone(), greatest.clone()))
            }
            _ => None,
        };
        let pinned = match given {
            _ if value.is_some() => false,
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
                KeyType::Entity(_) => entity.map(Value::Entity),
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

    /// There is such a row, whatever it holds.
    pub fn touch(&mut self, table: TableId, keys: &[Value]) {
        self.rows.entry((table, keys.to_vec())).or_default();
    }

    /// Adds a whole row.
    pub fn insert(&mut self, table: TableId, keys: Vec<Value>, held: Vec<(ColumnId, Held)>, program: &Program) {
        let Some(schema) = program.schema.table(table) else { return };
        let row = self.row(schema, keys, held);
        self.facts.insert(table, row);
    }

    fn row(&self, schema: &TableSchema, keys: Vec<Value>, held: Vec<(ColumnId, Held)>) -> Row {
        let mut cells: Vec<Option<Cell>> = vec![None; schema.columns.len()];
        for (column, held) in held {
            if let Some(cell) = usize::try_from(column.0).ok().and_then(|at| cells.get_mut(at)) {
                *cell = Some(Cell { held, origin: origin(&self.file) });
            }
        }
        Row { keys, cells, origin: origin(&self.file), replaced: Vec::new() }
    }

    /// When a record is there: as its row says; where its day is given as unknown, on any day.
    fn date(&mut self, table: TableId, schema: &TableSchema, row: &Row) {
        let (Some(Value::Entity(record)), true) = (row.keys.first(), schema.shape.is_record()) else { return };
        if let Some(days) = row.days(schema) {
            self.facts.entities.set_exists(*record, days);
            return;
        }
        let unknown = |column| Pin::Column { table, column, entity: Some(*record), year: None, keys: Vec::new() };
        if schema.day.is_some_and(|day| self.pins.contains_key(&unknown(day))) {
            let any = PartialDate { earliest: Date::MIN, latest: Date::MAX };
            self.facts.entities.set_exists(*record, Dated { from: Some(any), to: Some(any), value: () });
        }
    }

    /// Puts the rows made from cells into the facts.
    pub fn settle(&mut self, program: &Program) {
        for ((table, mut keys), RowToBe { span, cells }) in std::mem::take(&mut self.rows) {
            let Some(schema) = program.schema.table(table) else { continue };
            let mut held: Vec<(ColumnId, Held)> = cells.into_iter().filter_map(|(column, held)| Some((column, held?))).collect();
            if let Some(year) = span {
                keys.pop();
                for (name, day) in [("自", year.first_day()), ("至", year.last_day())] {
                    if let (Some(column), Some(day)) = (schema.column_named(name), day) {
                        held.push((column, Held::Exactly(Value::Date(day))));
                    }
                }
            }
            let row = self.row(schema, keys, held);
            self.date(table, schema, &row);
            self.facts.insert(table, row);
        }
        self.facts.rows_become_entities(&program.schema);
    }

    /// 完整: signs a table, for a year or for all years around the test's.
    pub fn sign(&mut self, signed: &Signed, table: TableId, year: Year, program: &Program) {
        let rule = program.schema.table(table).and_then(|t| t.completeness.as_ref());
        let body = rule.and_then(|r| r.bodies.first()).cloned().unwrap_or_default();
        let keys = program.schema.table(table).map(|t| t.keys.as_slice()).unwrap_or_default();
        let by_key = rule.is_some_and(|r| r.by.iter().any(|at| keys.get(*at).is_some_and(|k| k.ty == KeyType::Year)));
        let yearly = rule.is_none_or(|r| by_key || r.of_record.yearly);
        let years: Vec<Option<Year>> = match (yearly, signed.year) {
            (false, _) => vec![None],
            (true, Some(year)) => vec![Some(year)],
            (true, None) => around(year).map(Some).collect(),
        };
        // An entity is signed for by its id.
        let id_of = |name: &String| {
            let named = self.facts.entities.iter().find(|(_, e)| e.names.iter().any(|n| n.value == *name));
            named.map_or_else(|| name.clone(), |(_, e)| e.id.clone())
        };
        let scope: Vec<String> = signed.scope.iter().map(id_of).collect();
        for year in years {
            self.facts.confirm(Confirmation {
                table,
                year,
                scope: scope.clone(),
                body: body.clone(),
                signed_on: None,
                origin: origin(&self.file),
            });
        }
    }
}

fn around(year: Year) -> impl Iterator<Item = Year> {
    (0..=YEARS_BEFORE.saturating_add(YEARS_AFTER)).filter_map(move |n| year.plus(YEARS_AFTER.saturating_sub(n)))
}

fn entity(id: String, want: &Want) -> Entity {
    Entity {
        id,
        kind: want.kind,
        names: vec![Dated { from: None, to: None, value: want.name.clone() }],
        codes: Vec::new(),
        superior: None,
        exists: Dated { from: None, to: None, value: () },
    }
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
            kept.insert(TableId(at), row.into_row());
        }
    }
    for judged in facts.all_judged().filter(|j| j.year.is_none_or(inside)) {
        kept.judge(judged.clone());
    }
    for setting in facts.all_settings() {
        kept.set(setting.clone());
    }
    for confirmation in facts.confirmations() {
        if confirmation.year.is_none_or(inside) {
            kept.confirm(confirmation.clone());
        }
    }
    kept
}

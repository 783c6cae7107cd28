//! Persons and posts in a test: names where an entity is wanted, and the directive 任职.
//!
//! In: names of persons and units as a test writes them. Out: made-up entities of their kinds, after all others in the order of
//! ids, so that those already there keep their places; and rows of the table of tenures.

use std::collections::BTreeSet;

use jiff::civil::Date;
use quanheng_facts::entity::{Dated, Entity, Found};
use quanheng_facts::fact::{Cell, Held, Row};
use quanheng_facts::problem::Problem;
use quanheng_facts::schema::{ColumnId, TableId, TableSchema, TableShape};
use quanheng_facts::value::{EntityIx, KindId, Type, Value};

use super::InOffice;
use super::cell::{self, Given};
use super::head::Thing;
use super::world::{World, origin};
use crate::ir::Program;
use crate::problems;
use crate::value_text::{expected_text, value_from_text};

/// A jurisdiction that comes after all others.
const MADE_UP: &str = "～";

impl World {
    /// The entity of that name, made up where there is none. `县区 甲县` says of which narrower kind it is.
    pub fn entity_named(&mut self, name: &str, kind: KindId, program: &Program) -> EntityIx {
        let narrower = name.split_once(' ').and_then(|(of, name)| {
            let at = program.schema.kinds.iter().position(|k| k.name == of)?;
            let of = KindId(u32::try_from(at).ok()?);
            program.schema.is_kind(of, kind).then_some((name.trim(), of))
        });
        let (name, kind) = narrower.unwrap_or((name, kind));
        if let Found::One(known) = self.facts.entities.find(&program.schema, name, kind) {
            return known;
        }
        let of_kind = program.schema.kind(kind).map_or("", |k| k.name.as_str());
        // 单位 或 人员: whoever is made up is a unit, unless a person of that name is there already.
        let kind = program.schema.kind(kind).and_then(|k| k.any_of.first().copied()).unwrap_or(kind);
        self.made_up_entity(&format!("{of_kind}/{name}"), name, kind)
    }

    fn made_up_entity(&mut self, id: &str, name: &str, kind: KindId) -> EntityIx {
        let id = format!("{MADE_UP}:{:06}/{id}", self.facts.entities.len());
        let always = || Dated { from: None, to: None, value: () };
        let entity = Entity {
            id: id.clone(),
            kind,
            names: vec![Dated { from: None, to: None, value: name.to_owned() }],
            codes: Vec::new(),
            superior: None,
            exists: always(),
        };
        self.facts.entities = self.facts.entities.with(vec![entity]);
        let found = self.facts.entities.iter().find(|(_, e)| e.id == id).map(|(ix, _)| ix);
        found.unwrap_or(EntityIx(u32::MAX))
    }

    /// What a cell gives: as [`cell::given`], and names of entities, and several values joined by 、.
    pub fn given(&mut self, thing: &Thing, text: &str, ty: &Type, program: &Program) -> Option<Given> {
        let column = match thing {
            Thing::Column { table, column, .. } => program.schema.table(*table).and_then(|t| t.column(*column)),
            _ => None,
        };
        let plain = matches!(text, "" | "—" | "－" | "？" | "?" | "不适用");
        if plain {
            return cell::given(text, ty, &program.schema.enums);
        }
        if column.is_some_and(|c| c.many_values) {
            let values: Option<BTreeSet<Value>> = text.split('、').map(|one| self.one_value(one.trim(), ty, program)).collect();
            return values.map(|values| Given::Value(many(values, ty)));
        }
        if let Type::Entity(kind) = ty {
            return Some(Given::Value(Value::Entity(self.entity_named(text, *kind, program))));
        }
        if let (Type::Date, Some(Value::Month(month))) = (ty, value_from_text(text, &Type::Month, &[])) {
            let (first, last) = month.days()?;
            return Some(Given::Bounds { least: Some(Value::Date(first)), greatest: Some(Value::Date(last)) });
        }
        cell::given(text, ty, &program.schema.enums)
    }

    fn one_value(&mut self, text: &str, ty: &Type, program: &Program) -> Option<Value> {
        match ty {
            Type::Entity(kind) => Some(Value::Entity(self.entity_named(text, *kind, program))),
            _ => value_from_text(text, ty, &program.schema.enums),
        }
    }

    /// A record is there on the days of its row.
    pub fn days_of_record(&mut self, schema: &TableSchema, row: &Row) {
        if let (true, Some(Value::Entity(tenure))) = (schema.shape.is_record(), row.keys.first()) {
            self.facts.entities.set_exists(*tenure, row.days(schema).unwrap_or(Dated { from: None, to: None, value: () }));
        }
    }

    /// 任职 甲县 党委正职：张甲 自 2015-01-01 至 2017-06-30，…
    pub fn in_office(&mut self, office: &InOffice, program: &Program) -> Result<(), Box<Problem>> {
        let unreadable = |text: &str, expected: &Type| {
            let expected = expected_text(expected, &program.schema.enums);
            Box::new(problems::test_value_unreadable::problem(office.said.place.clone(), text, &expected))
        };
        let unknown = |name: &str, near: &[String]| Box::new(problems::test_name_unknown::problem(office.said.place.clone(), name, near));
        let table = program.schema.tables.iter().position(|t| t.shape == TableShape::Tenure);
        let Some((at, schema)) = table.and_then(|at| Some((at, program.schema.tables.get(at)?))) else {
            return Err(unknown("任职", &[]));
        };
        let id = TableId(u32::try_from(at).unwrap_or(u32::MAX));
        let names: Vec<String> = schema.columns.iter().map(|c| c.name.clone()).collect();
        for (name, said) in &office.holders {
            let mut cells: Vec<Option<Cell>> = vec![None; schema.columns.len()];
            // The index says who comes first: 任职（人员，单位）.
            let (person, unit) = match schema.concerns.as_slice() {
                [person, unit, ..] => (*person, *unit),
                _ => return Err(unknown("任职", &[])),
            };
            let column_name = |column: ColumnId| schema.column(column).map_or("", |c| c.name.as_str()).to_owned();
            let mut given = vec![(column_name(person), name.clone()), (column_name(unit), office.unit.clone())];
            given.push(("职务".to_owned(), office.post.clone()));
            given.extend(said.iter().cloned());
            for (column, text) in given {
                let Some(at) = schema.column_named(&column) else { return Err(unknown(&column, &names)) };
                let Some(ty) = schema.column(at).map(|c| c.ty.clone()) else { continue };
                let thing = Thing::Column { table: id, column: at, keys: Vec::new() };
                let given = self.given(&thing, &text, &ty, program).ok_or_else(|| unreadable(&text, &ty))?;
                let held = held(schema, at, &given);
                if let Some(cell) = usize::try_from(at.0).ok().and_then(|at| cells.get_mut(at)) {
                    *cell = held.map(|held| Cell { held, origin: origin(&self.file) });
                }
            }
            let number = self.facts.all_rows(id).count();
            let Some(kind) = schema.record_kind() else { return Err(unknown("任职", &[])) };
            let tenure = self.made_up_entity(&format!("任职/{number:06}"), &format!("{}{} {name}", office.unit, office.post), kind);
            let row = Row { keys: vec![Value::Entity(tenure)], cells, origin: origin(&self.file), replaced: Vec::new() };
            self.days_of_record(schema, &row);
            self.facts.insert(id, row);
        }
        Ok(())
    }
}

/// What stands in a row for what is given: one value, or, of a tenure's days, a stretch. `None`: it is given beside the facts.
pub(super) fn held(schema: &TableSchema, column: ColumnId, given: &Given) -> Option<Held> {
    let day_of_tenure = schema.shape == TableShape::Tenure && schema.column(column).is_some_and(|c| c.ty == Type::Date);
    match given {
        Given::Value(value) => Some(Held::Exactly(value.clone())),
        Given::Bounds { least: Some(least), greatest: Some(greatest) } if day_of_tenure => {
            Some(Held::Between(least.clone(), greatest.clone()))
        }
        Given::Unknown if day_of_tenure => Some(Held::Between(Value::Date(Date::MIN), Value::Date(Date::MAX))),
        _ => None,
    }
}

fn many(values: BTreeSet<Value>, ty: &Type) -> Value {
    match ty {
        Type::Entity(_) => Value::Set(values.into_iter().filter_map(|v| if let Value::Entity(e) = v { Some(e) } else { None }).collect()),
        _ => Value::Many(values),
    }
}

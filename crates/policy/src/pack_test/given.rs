//! Tables under `给定 表`: rows of facts (events, tenures, plain tables) and entities that stand beside the rows of a test.
//!
//! In: a table as written. Out: its heads against the program, the entities that its cells name, and its rows in a world. A head is
//! a key or a column of the table, or a definition of what the rows are (pinned). `给定 县区`, a kind, says who there is: its
//! heads are the kind, 上级 and 种类.

use quanheng_facts::entity::Found;
use quanheng_facts::fact::Held;
use quanheng_facts::problem::Problem;
use quanheng_facts::schema::{Blank, ColumnId, KeyType, TableId, TableSchema, TableShape};
use quanheng_facts::value::{EntityIx, KindId, Type, Value, Year};

use super::cell::{self, Given};
use super::head::{self, Thing};
use super::world::{Want, World};
use super::{GivenTable, Said};
use crate::ir::Program;
use crate::problems;
use crate::value_text::expected_text;

/// What the rows are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Table(TableId),
    Kind(KindId),
}

/// What a head names.
#[derive(Clone, Debug, PartialEq, Eq)]
enum GivenHead {
    /// Which row it is, or a key: its place among the keys.
    Key(usize),
    Column(ColumnId),
    /// A definition of the entity that the row is or is about.
    Pinned(Thing),
    Superior,
    Kind,
    Prose,
}

/// A table against the program.
pub(super) struct GivenRows<'t> {
    table: &'t GivenTable,
    what: What,
    heads: Vec<GivenHead>,
}

/// Something wrong, and where.
type Wrong = (Said, Problem);

/// Reads a table's name and heads.
pub(super) fn resolve<'t>(table: &'t GivenTable, program: &Program) -> Result<GivenRows<'t>, Vec<Wrong>> {
    let name = table.name.text.as_str();
    let place_of = |list: &[String]| list.iter().position(|n| n == name).and_then(|at| u32::try_from(at).ok());
    let tables: Vec<String> = program.schema.tables.iter().map(|t| t.name.clone()).collect();
    let kinds: Vec<String> = program.schema.kinds.iter().map(|k| k.name.clone()).collect();
    let what = match (place_of(&tables), place_of(&kinds)) {
        (Some(table), _) => What::Table(TableId(table)),
        (None, Some(kind)) => What::Kind(KindId(kind)),
        (None, None) => {
            let near = problems::test_name_unknown::nearest(name, &[tables, kinds].concat());
            return Err(vec![(table.name.clone(), problems::test_name_unknown::problem(table.name.place.clone(), name, &near))]);
        }
    };
    let mut wrong = Vec::new();
    let mut heads = Vec::new();
    for said in &table.heads {
        match read_head(&said.text, what, program) {
            Some(head) => heads.push(head),
            None => {
                let near = problems::test_name_unknown::nearest(&said.text, &names(what, program));
                wrong.push((said.clone(), problems::test_name_unknown::problem(said.place.clone(), &said.text, &near)));
            }
        }
    }
    if wrong.is_empty() { Ok(GivenRows { table, what, heads }) } else { Err(wrong) }
}

fn read_head(text: &str, what: What, program: &Program) -> Option<GivenHead> {
    if head::is_prose(text) {
        return Some(GivenHead::Prose);
    }
    match what {
        What::Table(id) => {
            let table = program.schema.table(id)?;
            if let Some(at) = table.keys.iter().position(|k| k.name == text) {
                return Some(GivenHead::Key(at));
            }
            if text == table.name && table.shape.is_record() {
                return Some(GivenHead::Key(0));
            }
            let bare = text.strip_prefix(table.name.as_str()).and_then(|t| t.strip_prefix('.')).unwrap_or(text);
            if let Some(column) = table.column_named(bare) {
                return Some(GivenHead::Column(column));
            }
            pinned(text, table.record_kind().or_else(|| owner(table))?, program)
        }
        What::Kind(kind) => {
            if text == program.schema.kind(kind)?.name || text == "名称" {
                return Some(GivenHead::Key(0));
            }
            match text {
                "上级" => Some(GivenHead::Superior),
                "种类" => Some(GivenHead::Kind),
                _ => pinned(text, kind, program),
            }
        }
    }
}

fn pinned(text: &str, kind: KindId, program: &Program) -> Option<GivenHead> {
    head::thing_of(text, kind, program).filter(|t| matches!(t, Thing::Variable(..) | Thing::Column { .. })).map(GivenHead::Pinned)
}

fn owner(table: &TableSchema) -> Option<KindId> {
    table.keys.iter().find_map(|k| if let KeyType::Entity(kind) = k.ty { Some(kind) } else { None })
}

fn names(what: What, program: &Program) -> Vec<String> {
    match what {
        What::Table(id) => {
            let Some(table) = program.schema.table(id) else { return Vec::new() };
            table.keys.iter().map(|k| k.name.clone()).chain(table.columns.iter().map(|c| c.name.clone())).collect()
        }
        What::Kind(kind) => {
            let own = program.schema.kind(kind).map(|k| k.name.clone());
            own.into_iter().chain(["上级".to_owned(), "种类".to_owned()]).collect()
        }
    }
}

/// The names in a cell.
fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split('、').map(str::trim).filter(|t| !t.is_empty() && !matches!(*t, "—" | "－" | "无" | "？" | "?" | "不适用"))
}

impl GivenRows<'_> {
    fn schema<'p>(&self, program: &'p Program) -> Option<&'p TableSchema> {
        match self.what {
            What::Table(id) => program.schema.table(id),
            What::Kind(_) => None,
        }
    }

    /// What the row is called: the cell under its key, or the table's name with the row's number (a tenure has no number).
    fn row_name(&self, at: usize, row: &[Said]) -> String {
        let key = self.heads.iter().position(|h| *h == GivenHead::Key(0)).and_then(|c| row.get(c)).filter(|s| !s.text.is_empty());
        key.map_or_else(|| format!("{}{}", self.table.name.text, at.saturating_add(1)), |s| s.text.clone())
    }

    /// The kind of a row of `给定 县区`: what its cell 种类 says, or the kind of the table.
    fn row_kind(&self, kind: KindId, row: &[Said], program: &Program) -> KindId {
        let said = self.heads.iter().position(|h| *h == GivenHead::Kind).and_then(|c| row.get(c)).filter(|s| !s.text.is_empty());
        let named = said.and_then(|s| program.schema.kinds.iter().position(|k| k.name == s.text));
        named.and_then(|at| u32::try_from(at).ok()).map_or(kind, KindId)
    }

    /// Everybody that the table names.
    pub fn wants(&self, program: &Program) -> Vec<Want> {
        let mut wants = Vec::new();
        for (at, row) in self.table.rows.iter().enumerate() {
            match self.what {
                What::Kind(kind) => {
                    let kind = self.row_kind(kind, row, program);
                    let said = self.heads.iter().position(|h| *h == GivenHead::Superior).and_then(|c| row.get(c));
                    let superior = said.and_then(|s| split(&s.text).next()).map(str::to_owned);
                    if let (Some(name), Some(above)) = (&superior, superior_kind(kind, program)) {
                        wants.push(Want::of(name, above));
                    }
                    wants.push(Want { superior, ..Want::of(&self.row_name(at, row), kind) });
                }
                What::Table(_) => {
                    let Some(schema) = self.schema(program) else { continue };
                    if let Some(kind) = schema.record_kind() {
                        wants.push(Want::of(&self.row_name(at, row), kind));
                    }
                    for (head, said) in self.heads.iter().zip(row) {
                        let ty = match head {
                            GivenHead::Key(_) if schema.shape.is_record() => continue,
                            GivenHead::Key(at) => match schema.keys.get(*at).map(|k| &k.ty) {
                                Some(KeyType::Entity(kind)) => Type::Entity(*kind),
                                _ => continue,
                            },
                            GivenHead::Column(id) => match schema.column(*id) {
                                Some(column) => column.ty.clone(),
                                None => continue,
                            },
                            GivenHead::Pinned(thing) => match thing.ty(program) {
                                Some(ty) => ty,
                                None => continue,
                            },
                            GivenHead::Superior | GivenHead::Kind | GivenHead::Prose => continue,
                        };
                        wants.extend(wanted(&said.text, &ty));
                    }
                }
            }
        }
        wants
    }

    /// Puts the rows into a world in which everybody they name is there.
    pub fn give(&self, world: &mut World, year: Year, program: &Program) -> Vec<Wrong> {
        let mut wrong = Vec::new();
        for (at, row) in self.table.rows.iter().enumerate() {
            let of_kind = match self.what {
                What::Kind(kind) => Some(self.row_kind(kind, row, program)),
                What::Table(_) => self.schema(program).and_then(TableSchema::record_kind),
            };
            let entity = of_kind.and_then(|kind| match world.facts.entities.find(&program.schema, &self.row_name(at, row), kind) {
                Found::One(entity) => Some(entity),
                _ => None,
            });
            match self.what {
                What::Kind(_) => self.pin(world, row, entity, year, program, &mut wrong),
                What::Table(id) => self.give_row(world, id, row, entity, year, program, &mut wrong),
            }
        }
        wrong
    }

    #[expect(clippy::too_many_arguments, reason = "a row is put in by all of these")]
    fn give_row(
        &self,
        world: &mut World,
        id: TableId,
        row: &[Said],
        record: Option<EntityIx>,
        year: Year,
        program: &Program,
        wrong: &mut Vec<Wrong>,
    ) {
        let Some(schema) = program.schema.table(id) else { return };
        let mut keys: Vec<Value> = Vec::new();
        for (at, key) in schema.keys.iter().enumerate() {
            let said = self.heads.iter().position(|h| *h == GivenHead::Key(at)).and_then(|c| row.get(c));
            let value = match (&key.ty, said) {
                (KeyType::Entity(_), _) if schema.shape.is_record() => record.map(Value::Entity),
                (KeyType::Year, None) => Some(Value::Year(year)),
                (KeyType::Entity(kind), Some(said)) => self.key(world, said, &Type::Entity(*kind), program),
                (KeyType::Year, Some(said)) => self.key(world, said, &Type::Year, program),
                (KeyType::Enum(of), Some(said)) => self.key(world, said, &Type::Enum(*of), program),
                (_, None) => None,
            };
            let Some(value) = value else {
                let said = said.unwrap_or(&self.table.name);
                let ty = match &key.ty {
                    KeyType::Entity(kind) => Type::Entity(*kind),
                    KeyType::Year => Type::Year,
                    KeyType::Enum(of) => Type::Enum(*of),
                };
                let expected = expected_text(&ty, &program.schema.enums);
                let text = if said.text == self.table.name.text { &key.name } else { &said.text };
                wrong.push((said.clone(), problems::test_value_unreadable::problem(said.place.clone(), text, &expected)));
                return;
            };
            keys.push(value);
        }
        let entity = keys.iter().find_map(|k| if let Value::Entity(e) = k { Some(*e) } else { None });
        let of_year = keys.iter().find_map(|k| if let Value::Year(y) = k { Some(*y) } else { None }).unwrap_or(year);
        // Rows that share their key cannot be added to cell by cell.
        let apart = schema.many_rows || schema.shape == TableShape::Span;
        let mut held: Vec<(ColumnId, Held)> = Vec::new();
        for (head, said) in self.heads.iter().zip(row) {
            let GivenHead::Column(column) = head else { continue };
            let Some(column_schema) = schema.column(*column) else { continue };
            let ty = &column_schema.ty;
            let given = cell::given_among(&said.text, ty, column_schema.many_values, program, &world.facts.entities);
            let unreadable = || {
                let expected = expected_text(ty, &program.schema.enums);
                (said.clone(), problems::test_value_unreadable::problem(said.place.clone(), &said.text, &expected))
            };
            let Some(given) = given else {
                wrong.push(unreadable());
                continue;
            };
            if !apart {
                let rest: Vec<Value> = keys.iter().filter(|k| matches!(k, Value::Enum(..))).cloned().collect();
                let thing = Thing::Column { table: id, column: *column, keys: rest };
                world.give(&thing, entity, of_year, &given, program);
                continue;
            }
            match given {
                Given::Nothing => {}
                Given::Value(value) => held.push((*column, Held::Exactly(value))),
                Given::Bounds { least: Some(least), greatest: Some(greatest) } => held.push((*column, Held::Between(least, greatest))),
                // An empty cell is unknown by itself.
                Given::Unknown if matches!(column_schema.blank, Blank::Unknown | Blank::Refused) => {}
                Given::NotApplicable if column_schema.blank == Blank::Absent => {}
                Given::Unknown | Given::NotApplicable | Given::Bounds { .. } => wrong.push(unreadable()),
            }
        }
        if apart {
            world.insert(id, keys, held, program);
        } else {
            world.touch(id, &keys);
        }
        self.pin(world, row, entity, of_year, program, wrong);
    }

    fn key(&self, world: &World, said: &Said, ty: &Type, program: &Program) -> Option<Value> {
        match cell::given_among(&said.text, ty, false, program, &world.facts.entities) {
            Some(Given::Value(value)) => Some(value),
            _ => None,
        }
    }

    fn pin(&self, world: &mut World, row: &[Said], entity: Option<EntityIx>, year: Year, program: &Program, wrong: &mut Vec<Wrong>) {
        for (head, said) in self.heads.iter().zip(row) {
            let GivenHead::Pinned(thing) = head else { continue };
            let Some(ty) = thing.ty(program) else { continue };
            match cell::given_among(&said.text, &ty, false, program, &world.facts.entities) {
                Some(given) => world.give(thing, entity, year, &given, program),
                None => {
                    let expected = expected_text(&ty, &program.schema.enums);
                    wrong.push((said.clone(), problems::test_value_unreadable::problem(said.place.clone(), &said.text, &expected)));
                }
            }
        }
    }
}

/// Who must be there for a cell of this type to mean something.
pub(super) fn wanted(text: &str, ty: &Type) -> Vec<Want> {
    match ty {
        Type::Entity(kind) | Type::Set(kind) => split(text).map(|name| Want::of(name, *kind)).collect(),
        _ => Vec::new(),
    }
}

fn superior_kind(kind: KindId, program: &Program) -> Option<KindId> {
    let mut at = Some(kind);
    for _ in 0..=program.schema.kinds.len() {
        let def = program.schema.kind(at?)?;
        if def.superior.is_some() {
            return def.superior;
        }
        at = def.of;
    }
    None
}

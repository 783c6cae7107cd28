//! Persons: who is named on any page, told apart before any row is read; and tenures, each row of which is an entity of its own.
//!
//! In: every page with the table it was found to be. Out: one entity for each person, by number where one is given, else by name
//! and unit; an index by which a row finds whom it names; what cannot be told apart. Two persons are never merged: a number under
//! two names, or a name that may mean several, is a problem at the cell. One name in several units without numbers is several
//! persons, and a warning.
//!
//! A number of an identity document never comes here: it was masked before any row was read, and the id has the digest of the mask,
//! beside the name. Of other numbers as long the id has a digest as well.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use super::cell_value::World;
use super::masked::{digest_of_mask, looks_like_identity, masked};
use super::page::place_of_origin;
use crate::entity::{Dated, Entity, Found, normal_name};
use crate::fact::{Facts, Held, Row};
use crate::problem::{Place, Problem};
use crate::problems::{person_ambiguous, person_in_several_units, person_not_identified, person_number_twice, tenure_overlaps};
use crate::schema::{Schema, TableId, TableSchema, TableShape};
use crate::value::{EntityIx, KindId, Type, Value};

/// The kind that persons are of.
const KIND: &str = "人员";

/// How a cell names somebody.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Named {
    /// As compared.
    pub name: String,
    pub number: Option<String>,
    /// The id of the unit beside it, or its name where the register has none so called.
    pub unit: Option<String>,
}

/// Everywhere somebody is named.
#[derive(Default)]
pub(crate) struct Mentions {
    met: BTreeMap<Named, (KindId, Place)>,
}

/// Who is meant.
#[derive(Debug, Default)]
pub(crate) struct Persons {
    ids: BTreeMap<Named, Result<String, Unclear>>,
}

#[derive(Clone, Debug)]
enum Unclear {
    /// One number, two names.
    Number { names: Vec<String>, first: Place },
    /// The name fits several.
    Several(Vec<String>),
    /// A name alone, and nobody known by it.
    Nobody,
}

/// True for a kind that a person can be of, or that can hold one: 人员, a kind below it, 单位 或 人员.
pub(crate) fn is_of_persons(schema: &Schema, kind: KindId) -> bool {
    person_kind(schema).is_some_and(|persons| schema.is_kind(kind, persons) || schema.is_kind(persons, kind))
}

fn person_kind(schema: &Schema) -> Option<KindId> {
    let at = schema.kinds.iter().position(|k| k.name == KIND)?;
    u32::try_from(at).ok().map(KindId)
}

/// True for a kind of which one is a person, or belongs to a person: 人员, a post held, a row or a record about somebody.
#[must_use]
pub fn concerns_persons(schema: &Schema, kind: KindId) -> bool {
    let table = schema.kind(kind).and_then(|k| k.record).and_then(|table| schema.table(table));
    is_of_persons(schema, kind)
        || table.is_some_and(|table| {
            let concerned = table.concerns.iter().filter_map(|at| table.column(*at)).map(|column| &column.ty);
            let named = |ty: &Type| matches!(ty, Type::Entity(kind) if is_of_persons(schema, *kind));
            let keyed = table.keys.iter().any(|k| matches!(k.ty, crate::schema::KeyType::Entity(kind) if is_of_persons(schema, kind)));
            table.shape == TableShape::Tenure || keyed || concerned.into_iter().any(named)
        })
}

/// True where a key or a column of the table names persons.
pub(crate) fn names_persons(schema: &Schema, table: &TableSchema) -> bool {
    let of = |ty: &Type| matches!(ty, Type::Entity(kind) | Type::Set(kind) if is_of_persons(schema, *kind));
    let keys = table.keys.iter().any(|k| matches!(k.ty, crate::schema::KeyType::Entity(kind) if is_of_persons(schema, kind)));
    keys || table.columns.iter().any(|c| of(&c.ty))
}

impl Mentions {
    /// Takes in one cell. `kind` is that of its column.
    pub(crate) fn see(&mut self, world: World<'_>, named: Named, kind: KindId, place: Place) {
        let Some(persons) = person_kind(world.schema) else { return };
        let kind = if world.schema.is_kind(kind, persons) { kind } else { persons };
        // A unit, where either may stand; or somebody the register of the pack already knows.
        if named.number.is_none() && registered(world, &named, persons).is_some() {
            return;
        }
        match self.met.get_mut(&named) {
            Some((known, first)) => {
                if world.schema.is_kind(kind, *known) {
                    *known = kind;
                }
                *first = first.clone().min(place);
            }
            None => {
                self.met.insert(named, (kind, place));
            }
        }
    }

    /// Who they are: the entities, and the index.
    pub(crate) fn told_apart(self, world: World<'_>, problems: &mut Vec<Problem>) -> (Vec<Entity>, Persons) {
        let mut numbered: BTreeMap<&str, (BTreeSet<&str>, BTreeSet<&str>, Place)> = BTreeMap::new();
        for (named, (_, place)) in &self.met {
            let Some(number) = &named.number else { continue };
            let (names, units, first) = numbered.entry(number).or_insert_with(|| (BTreeSet::new(), BTreeSet::new(), place.clone()));
            names.insert(&named.name);
            units.extend(named.unit.as_deref());
            *first = first.clone().min(place.clone());
        }
        let known_number = |name: &str, unit: Option<&str>| -> Vec<String> {
            let fits = numbered
                .iter()
                .filter(|(_, (names, units, _))| names.len() == 1 && names.contains(name) && unit.is_none_or(|unit| units.contains(unit)));
            fits.map(|(number, _)| id_of_number(number, name)).collect()
        };
        let by_unit = |name: &str| -> Vec<String> {
            let without = self.met.keys().filter(|n| n.number.is_none() && n.name == name);
            without
                .filter_map(|n| n.unit.as_deref())
                .filter(|u| known_number(name, Some(u)).is_empty())
                .map(|u| id_of_unit(name, u))
                .collect()
        };
        let mut persons = Persons::default();
        let mut entities: BTreeMap<String, Entity> = BTreeMap::new();
        for (named, (kind, _)) in &self.met {
            let who = match (&named.number, &named.unit) {
                (Some(number), _) => match numbered.get(number.as_str()) {
                    Some((names, _, first)) if names.len() > 1 => {
                        Err(Unclear::Number { names: names.iter().map(|n| (*n).to_owned()).collect(), first: first.clone() })
                    }
                    _ => Ok(id_of_number(number, &named.name)),
                },
                // The number written where the name belongs.
                (None, _) if numbered.get(named.name.as_str()).is_some_and(|(names, _, _)| names.len() == 1) => {
                    let name = numbered.get(named.name.as_str()).and_then(|(names, _, _)| names.first()).copied().unwrap_or_default();
                    Ok(id_of_number(&named.name, name))
                }
                (None, Some(unit)) => one_of(known_number(&named.name, Some(unit)), Some(id_of_unit(&named.name, unit))),
                (None, None) => {
                    let all: BTreeSet<String> = known_number(&named.name, None).into_iter().chain(by_unit(&named.name)).collect();
                    one_of(all.into_iter().collect(), None)
                }
            };
            if let Ok(id) = &who {
                let number = named.number.as_deref().filter(|n| !looks_like_identity(n));
                let entity = entities.entry(id.clone()).or_insert_with(|| person(id, &named.name, number, *kind));
                if world.schema.is_kind(*kind, entity.kind) {
                    entity.kind = *kind;
                }
            }
            persons.ids.insert(named.clone(), who);
        }
        self.warn_of_namesakes(&persons, problems);
        (entities.into_values().collect(), persons)
    }

    /// One name, several persons, and no number to say so.
    fn warn_of_namesakes(&self, persons: &Persons, problems: &mut Vec<Problem>) {
        let mut by_name: BTreeMap<&str, BTreeMap<&str, (bool, &Place)>> = BTreeMap::new();
        for (named, (_, place)) in &self.met {
            if let Some(Ok(id)) = persons.ids.get(named) {
                let numbered = named.number.is_some();
                let entry = by_name.entry(&named.name).or_default().entry(id).or_insert((numbered, place));
                entry.0 = entry.0 || numbered;
            }
        }
        for (name, persons) in by_name {
            let unnumbered = persons.values().any(|(numbered, _)| !numbered);
            if persons.len() > 1 && unnumbered {
                let mut places: Vec<&Place> = persons.values().map(|(_, place)| *place).collect();
                places.sort();
                if let Some((first, others)) = places.split_first() {
                    problems.push(person_in_several_units::problem((*first).clone(), name, persons.len(), others));
                }
            }
        }
    }
}

impl Unclear {
    fn told(&self, place: Place, name: &str) -> Problem {
        match self {
            Unclear::Number { names, first } => person_number_twice::problem(place, names, first.clone()),
            Unclear::Several(several) => person_ambiguous::problem(place, name, several.len()),
            Unclear::Nobody => person_not_identified::problem(place, name),
        }
    }
}

impl Persons {
    /// Whom a cell names, or why that cannot be told.
    pub(crate) fn find(&self, world: World<'_>, named: &Named, place: &Place) -> Result<EntityIx, Box<Problem>> {
        let nobody = || Box::new(Unclear::Nobody.told(place.clone(), &named.name));
        let persons = person_kind(world.schema).ok_or_else(nobody)?;
        match self.ids.get(named) {
            Some(Ok(id)) => match world.entities.find(world.schema, id, persons) {
                Found::One(ix) => Ok(ix),
                _ => Err(nobody()),
            },
            Some(Err(why)) => Err(Box::new(why.told(place.clone(), &named.name))),
            None => registered(world, named, persons).ok_or_else(nobody),
        }
    }
}

/// Somebody the register of the pack knows by that number or name.
fn registered(world: World<'_>, named: &Named, persons: KindId) -> Option<EntityIx> {
    match world.entities.find(world.schema, named.number.as_deref().unwrap_or(&named.name), persons) {
        Found::One(ix) => Some(ix),
        _ => None,
    }
}

fn one_of(mut found: Vec<String>, otherwise: Option<String>) -> Result<String, Unclear> {
    match (found.pop(), found.is_empty()) {
        (Some(only), true) => Ok(only),
        (Some(last), false) => Err(Unclear::Several(found.into_iter().chain([last]).collect())),
        (None, _) => otherwise.ok_or(Unclear::Nobody),
    }
}

/// `人员:A001`, or `人员:张甲-1a2b3c4d` where the number is not to be shown.
fn id_of_number(number: &str, name: &str) -> String {
    if let Some(digest) = digest_of_mask(number) {
        // Numbers are compared in capitals.
        return format!("{KIND}:{}-{}", masked(name), digest.to_ascii_lowercase());
    }
    let plain = !looks_like_identity(number) && number.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if plain {
        return format!("{KIND}:{number}");
    }
    let digest = Sha256::digest(format!("quanheng.person/1:{number}").as_bytes());
    let short: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    format!("{KIND}:{}-{short}", masked(name))
}

/// `人员:张甲@CN-ZZ:jia`
fn id_of_unit(name: &str, unit: &str) -> String {
    format!("{KIND}:{}@{unit}", masked(name))
}

fn person(id: &str, name: &str, number: Option<&str>, kind: KindId) -> Entity {
    let always = |value: &str| Dated { from: None, to: None, value: value.to_owned() };
    Entity {
        id: id.to_owned(),
        kind,
        names: vec![always(masked(name).as_ref())],
        codes: number.map(always).into_iter().collect(),
        superior: None,
        exists: Dated { from: None, to: None, value: () },
    }
}

/// What a row of tenures says: who, where, which post, from when. The entity that it is bears all of that in its id and its name.
pub(crate) fn tenure(world: World<'_>, table: &TableSchema, cells: &[Option<&Held>]) -> Option<Entity> {
    let kind = table.record_kind().filter(|_| table.shape == TableShape::Tenure)?;
    let held = |at: usize| cells.get(at).copied().flatten();
    let mut concerned = table.concerns.iter().filter_map(|c| match held(usize::try_from(c.0).ok()?)? {
        Held::Exactly(Value::Entity(ix)) => world.entities.get(*ix),
        _ => None,
    });
    let (one, other) = (concerned.next()?, concerned.next()?);
    let (person, unit) = if is_of_persons(world.schema, one.kind) { (one, other) } else { (other, one) };
    let named = |name: &str| table.column_named(name).and_then(|c| usize::try_from(c.0).ok());
    let post = named("职务").and_then(held).map(|h| match h {
        Held::Exactly(Value::Enum(id, rank)) => {
            crate::value::enum_of(&world.schema.enums, *id).and_then(|e| e.name_of(*rank)).unwrap_or_default().to_owned()
        }
        Held::Exactly(Value::Text(text)) => text.clone(),
        _ => String::new(),
    });
    let post = post.unwrap_or_default();
    let from = match named("自").and_then(held)? {
        Held::Exactly(Value::Date(day)) => (day.to_string(), *day),
        Held::Between(Value::Date(first), Value::Date(_)) => (format!("{:04}-{:02}", first.year(), first.month()), *first),
        _ => return None,
    };
    let local = |id: &str| id.split_once(':').map_or(id, |(_, local)| local).to_owned();
    let jurisdiction = unit.jurisdiction();
    let id = format!("{jurisdiction}:{}/{}/{}/{post}/{}", table.name, local(&unit.id), local(&person.id), from.0);
    let (unit_name, name) = (unit.name_on(from.1), person.name_on(from.1));
    Some(Entity {
        id,
        kind,
        names: vec![Dated { from: None, to: None, value: format!("{unit_name}{post} {name}") }],
        codes: Vec::new(),
        superior: None,
        exists: super::records::never(),
    })
}

/// One person in one post of one unit, twice for the same days: told, and both rows stand.
pub(crate) fn overlaps(schema: &Schema, facts: &Facts) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (at, table) in schema.tables.iter().enumerate().filter(|(_, t)| t.shape == TableShape::Tenure) {
        let Ok(id) = u32::try_from(at) else { continue };
        type Posts<'f> = Vec<(Dated<()>, &'f Row)>;
        let mut held: BTreeMap<Vec<Option<&Held>>, Posts<'_>> = BTreeMap::new();
        let all: Vec<_> = facts.all_rows(TableId(id)).collect();
        for row in all.iter().map(|row| &**row) {
            let same = table.concerns.iter().copied().chain(table.column_named("职务"));
            let key = same.map(|c| Facts::cell(row, c).map(|c| &c.held)).collect();
            held.entry(key).or_default().extend(row.days(table).map(|days| (days, row)));
        }
        for mut rows in held.into_values() {
            rows.sort_by_key(|(days, row)| (days.from.map(|f| f.earliest), row.origin.clone()));
            for pair in rows.windows(2) {
                let [(before, first), (after, second)] = pair else { continue };
                let ends = before.to.map(|t| t.earliest);
                if after.from.is_some_and(|f| ends.is_none_or(|end| end >= f.latest)) {
                    let who = second.keys.first().and_then(|k| if let Value::Entity(ix) = k { facts.entities.get(*ix) } else { None });
                    let name = who.and_then(|e| e.names.first()).map_or("", |n| n.value.as_str());
                    problems.push(tenure_overlaps::problem(place_of_origin(&second.origin), name, place_of_origin(&first.origin)));
                }
            }
        }
    }
    problems
}

/// The name as compared.
pub(crate) fn compared(text: &str) -> String {
    normal_name(text)
}

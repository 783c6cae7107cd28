//! Matters told in words (登记 …、其他（文本）): what a cell says where it names no row of a registered table.
//!
//! In: every page with a column of matters, once all rows that are matters are known. Out: one entity for each text, so that two cells
//! that say the same mean the same; and a warning where the text is not marked as another matter (其他：…), since it may be a
//! misspelt number. Deliberately absent: registers without 其他, where such a cell is an error.

use std::collections::BTreeMap;

use super::cell_value::says_nothing;
use super::page::shown;
use super::row::RowReader;
use crate::entity::{Dated, Entity, Found, normal_name};
use crate::problem::Problem;
use crate::problems::matter_told_in_words;
use crate::schema::{FreeMatters, KeyType, Schema, TableSchema};
use crate::value::{KindId, Type};

/// The register that takes words for a matter of this kind.
fn register(schema: &Schema, kind: KindId) -> Option<FreeMatters> {
    schema.free_matters.iter().copied().find(|f| f.register == kind)
}

/// The columns of matters: their place among the wanted headings.
fn columns(schema: &Schema, table: &TableSchema) -> Vec<(usize, FreeMatters)> {
    let keys = table.keys.iter().map(|k| if let KeyType::Entity(kind) = k.ty { register(schema, kind) } else { None });
    let cells = table.columns.iter().map(|c| match c.ty {
        Type::Entity(kind) if !c.many_values => register(schema, kind),
        _ => None,
    });
    keys.chain(cells).enumerate().filter_map(|(at, of)| Some((at, of?))).collect()
}

/// True for a table with a column in which a matter may be told in words.
pub(crate) fn has_any(schema: &Schema, table: &TableSchema) -> bool {
    !schema.free_matters.is_empty() && !columns(schema, table).is_empty()
}

/// What was told in words.
#[derive(Default)]
pub(crate) struct Told {
    met: BTreeMap<(KindId, String), String>,
    pub problems: Vec<Problem>,
}

impl Told {
    /// Takes in one page.
    pub(crate) fn see(&mut self, reader: &RowReader<'_>) {
        let schema = reader.world.schema;
        for (at, free) in columns(schema, reader.table) {
            let Some(column) = reader.layout.column(at).map(|c| c.column) else { continue };
            for row in reader.known_rows() {
                let Some(value) = reader.value_at(row, column).filter(|v| !says_nothing(v)) else { continue };
                let text = shown(value).trim().to_owned();
                let Found::None(near) = reader.world.entities.find(schema, &text, free.register) else { continue };
                let name = |kind| schema.kind(kind).map_or("", |k| k.name.as_str());
                let (register, other) = (name(free.register), name(free.other));
                if !is_marked(&text, other) {
                    let kinds = schema.kind(free.register).map(|k| k.any_of.as_slice()).unwrap_or_default();
                    let tables: Vec<String> = kinds.iter().filter(|k| **k != free.other).map(|k| name(*k).to_owned()).collect();
                    let place = reader.page.place_of(row.number, column);
                    self.problems.push(matter_told_in_words::problem(place, &text, register, other, &tables, &near));
                }
                self.met.entry((free.other, normal_name(&text))).or_insert(text);
            }
        }
    }

    /// The entities that these texts are.
    pub(crate) fn entities(self, schema: &Schema) -> Vec<Entity> {
        let each = self.met.into_iter().map(|((kind, plain), text)| Entity {
            id: format!(":{}/{plain}", schema.kind(kind).map_or("", |k| k.name.as_str())),
            kind,
            names: vec![Dated { from: None, to: None, value: text }],
            codes: Vec::new(),
            superior: None,
            exists: Dated::always(),
        });
        each.collect()
    }
}

/// 其他, 其他：征地, 其他（征地）.
fn is_marked(text: &str, other: &str) -> bool {
    text.strip_prefix(other).is_some_and(|rest| rest.chars().next().is_none_or(|c| matches!(c, '：' | ':' | '（' | '(' | '，' | ',' | ' ')))
}

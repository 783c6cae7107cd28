//! The sheet of codes: what may be chosen, list by list, beside each name its id. Drop-down lists too long to be written into a cell
//! refer to it.

use std::collections::BTreeMap;

use quanheng_sheet::Merged;
use quanheng_sheet::out::{From, Look, NumberLook, Print, Sheet, fits_in_list, width_of};

use super::{HEADING_ROW, Input, heading_look};
use crate::entity::Found;
use crate::intake::{Target, is_of_persons};
use crate::schema::{KeyType, Schema};
use crate::value::{EnumId, KindId, Type, Value, enum_of};

pub(super) const SHEET: &str = "代码";
/// More names than this are no list to choose from.
const MOST: usize = 5000;

/// The sheet, and where each list stands on it.
pub(super) struct Codes {
    pub sheet: Sheet,
    enums: BTreeMap<EnumId, From>,
    kinds: BTreeMap<KindId, From>,
    /// The columns of tables that the language itself knows.
    words: BTreeMap<&'static str, From>,
    next: u32,
}

impl Codes {
    pub(super) fn new(input: &Input<'_>) -> Codes {
        let mut sheet = Sheet { name: SHEET.to_owned(), frozen_rows: HEADING_ROW, ..Sheet::default() };
        sheet.text(1, 1, "代码：各栏可以填的值", &Look { bold: true, size: Some(14), ..Look::default() });
        sheet.heights.insert(1, 26);
        sheet.print = Print { repeated: Some((HEADING_ROW, HEADING_ROW)), header: SHEET.to_owned(), ..Print::default() };
        let mut codes = Codes { sheet, enums: BTreeMap::new(), kinds: BTreeMap::new(), words: BTreeMap::new(), next: 1 };
        let schema = input.schema;
        for (at, of) in schema.enums.iter().enumerate() {
            let Ok(id) = u32::try_from(at).map(EnumId) else { continue };
            if used(schema).any(|ty| ty == Type::Enum(id)) {
                let from = codes.list(&of.name, &of.values);
                codes.enums.insert(id, from);
            }
        }
        for (at, kind) in schema.kinds.iter().enumerate() {
            let Ok(id) = u32::try_from(at).map(KindId) else { continue };
            if used(schema).any(|ty| ty == Type::Entity(id) || ty == Type::Set(id)) {
                codes.entities(input, id, &kind.name);
            }
        }
        codes.word("表", "可确认的表", schema.tables.iter().filter(|t| t.completeness.is_some()).map(|t| t.name.clone()));
        let bodies = schema.tables.iter().filter_map(|t| t.completeness.as_ref()).flat_map(|rule| rule.bodies.iter().cloned());
        codes.word("确认机关", "确认机关", bodies);
        let units = schema
            .kinds
            .iter()
            .zip(0..)
            .filter(|(kind, at)| kind.record.is_none() && kind.any_of.is_empty() && !is_of_persons(schema, KindId(*at)));
        codes.word("种类", "单位的种类", units.map(|(kind, _)| kind.name.clone()));
        codes.word("认定项", "认定项", schema.judgements.iter().map(|j| j.name.clone()));
        codes.word("认定机关", "认定机关", schema.judgements.iter().flat_map(|j| j.bodies.iter().cloned()));
        codes.settings(schema);
        codes
    }

    /// The list of a column of this type, and whether nothing else may stand there.
    pub(super) fn of_type(&self, ty: &Type) -> Option<(From, bool)> {
        match ty {
            Type::Bool => Some((From::List(vec!["是".to_owned(), "否".to_owned()]), true)),
            Type::Enum(id) => Some((self.enums.get(id)?.clone(), true)),
            // Old names and codes are good as well.
            Type::Entity(kind) | Type::Set(kind) => Some((self.kinds.get(kind)?.clone(), false)),
            _ => None,
        }
    }

    pub(super) fn of_word(&self, target: Target, name: &str) -> Option<From> {
        let name = match (target, name) {
            (Target::Confirmations, "表" | "确认机关") | (Target::Judgements, "认定项" | "认定机关") => name,
            (Target::Settings, "名") | (Target::Units, "种类") => name,
            _ => return None,
        };
        self.words.get(name).cloned()
    }

    /// Puts a list down, and says where it is to be had from.
    fn list(&mut self, heading: &str, values: &[String]) -> From {
        let column = self.column(heading, values);
        let last_row = HEADING_ROW.saturating_add(u32::try_from(values.len()).unwrap_or(u32::MAX)).max(HEADING_ROW.saturating_add(1));
        let first_row = HEADING_ROW.saturating_add(1);
        if fits_in_list(values) {
            return From::List(values.to_vec());
        }
        From::Cells { sheet: SHEET.to_owned(), range: Merged { first_row, first_column: column, last_row, last_column: column } }
    }

    fn column(&mut self, heading: &str, values: &[String]) -> u32 {
        let column = self.next;
        self.next = self.next.saturating_add(1);
        self.sheet.text(HEADING_ROW, column, heading, &heading_look(false, false));
        let look = Look { number: NumberLook::Text, ..Look::default() };
        for (row, value) in (HEADING_ROW.saturating_add(1)..).zip(values) {
            self.sheet.text(row, column, value.as_str(), &look);
        }
        let widest = values.iter().map(|v| width_of(v)).max().unwrap_or(0).max(width_of(heading));
        self.sheet.width(column, widest.saturating_add(3).clamp(10, 50));
        column
    }

    /// Names as they are now, or the id where several bear the name; beside them the ids.
    fn entities(&mut self, input: &Input<'_>, kind: KindId, heading: &str) {
        let (schema, entities) = (input.schema, input.entities);
        let is_one = schema.kind(kind).is_some_and(|d| d.record.is_none());
        let mut names = Vec::new();
        let mut ids = Vec::new();
        for (ix, entity) in entities.iter().filter(|(_, e)| is_one && schema.is_kind(e.kind, kind)) {
            let name = entity.names.last().map_or(entity.id.as_str(), |n| n.value.as_str());
            let clear = matches!(entities.find(schema, name, kind), Found::One(found) if found == ix);
            names.push(if clear { name.to_owned() } else { entity.id.clone() });
            ids.push(entity.id.clone());
        }
        if names.is_empty() || names.len() > MOST {
            return;
        }
        let from = self.list(heading, &names);
        self.column(&format!("{heading}编号"), &ids);
        self.kinds.insert(kind, from);
    }

    fn word(&mut self, name: &'static str, heading: &str, values: impl Iterator<Item = String>) {
        let mut all: Vec<String> = Vec::new();
        for value in values {
            if !all.contains(&value) {
                all.push(value);
            }
        }
        if !all.is_empty() {
            let from = self.list(heading, &all);
            self.words.insert(name, from);
        }
    }

    /// What may be settled, and among what.
    fn settings(&mut self, schema: &Schema) {
        let open = || schema.settings.iter().filter(|s| s.read && s.settled.is_none());
        self.word("名", "待定事项", open().map(|s| s.name.clone()));
        let options: Vec<String> = open().map(|s| options(schema, &s.ty, &s.options)).collect();
        if !options.is_empty() {
            self.column("可选的值", &options);
        }
    }
}

fn options(schema: &Schema, ty: &Type, options: &[Value]) -> String {
    let of_enum = |id: &EnumId| enum_of(&schema.enums, *id);
    let words: Vec<String> = options
        .iter()
        .filter_map(|value| match value {
            Value::Enum(id, rank) => of_enum(id).and_then(|e| e.name_of(*rank)).map(str::to_owned),
            Value::Bool(yes) => Some(if *yes { "是" } else { "否" }.to_owned()),
            Value::Number(number) => Some(number.to_string()),
            Value::Year(year) => Some(year.to_string()),
            Value::Date(day) => Some(day.to_string()),
            Value::Text(text) => Some(text.clone()),
            _ => None,
        })
        .collect();
    match (words.is_empty(), ty) {
        (false, _) => words.join("、"),
        (true, Type::Bool) => "是、否".to_owned(),
        (true, Type::Enum(id)) => of_enum(id).map_or_else(String::new, |e| e.values.join("、")),
        (true, Type::Ratio) => "一个比例，如 35%".to_owned(),
        (true, Type::Money) => "一个金额，如 80万元".to_owned(),
        (true, Type::Integer { .. } | Type::Decimal { .. }) => "一个数".to_owned(),
        (true, Type::Date) => "一个日期".to_owned(),
        (true, Type::Length) => "一段时间，如 30日".to_owned(),
        (true, _) => String::new(),
    }
}

/// The types of everything that is filled in.
fn used(schema: &Schema) -> impl Iterator<Item = Type> + '_ {
    schema.tables.iter().flat_map(|table| {
        let keys = table.keys.iter().map(|key| match &key.ty {
            KeyType::Entity(kind) => Type::Entity(*kind),
            KeyType::Year => Type::Year,
            KeyType::Enum(id) => Type::Enum(*id),
        });
        keys.chain(table.columns.iter().map(|c| c.ty.clone()))
    })
}

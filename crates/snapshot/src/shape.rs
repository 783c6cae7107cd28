//! What a snapshot's tables were when it was made, in words; and how a pack's tables differ from them.
//!
//! A pack may read it if all that the pack declares is in it as the pack declares it: then the rows are those that the pack itself would
//! have read from the same files. What the snapshot knows beyond that is left alone.

use std::collections::BTreeMap;

use quanheng_facts::problem::Bilingual;
use quanheng_facts::schema::{Blank, ColumnSchema, KeyType, Schema, TableSchema};
use quanheng_facts::value::{EnumOrder, KindId, Type, Value, enum_of};
use serde::{Deserialize, Serialize};

/// The tables, enums, kinds, judgements and settings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shape {
    pub kinds: Vec<Item>,
    pub enums: Vec<Item>,
    pub tables: Vec<Table>,
    pub judgements: Vec<Item>,
    pub settings: Vec<Setting>,
}

/// What the text leaves open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    pub name: String,
    pub about: String,
    /// Some rule reads it; else rows about it were not kept.
    pub read: bool,
}

/// A name, and what is said of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub name: String,
    pub about: String,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    pub name: String,
    pub about: String,
    pub keys: Vec<Item>,
    pub columns: Vec<Item>,
}

/// What the pack has otherwise than the snapshot.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// The snapshot has no such table, column, kind …
    Missing { what: Bilingual },
    /// The snapshot has entities of a kind that the pack does not know.
    KindUnknown { kind: String },
    /// It has, but another.
    Other { what: Bilingual, snapshot: String, pack: String },
}

/// What stands where in a snapshot, as the pack counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fit {
    /// Of each of the pack's tables: its place in the snapshot, and that of each column.
    pub tables: Vec<(usize, Vec<usize>)>,
    /// Of each of the snapshot's kinds: the pack's.
    pub kinds: Vec<Option<u32>>,
}

impl Shape {
    /// Of a schema.
    #[must_use]
    pub fn of(schema: &Schema) -> Shape {
        let words = Words(schema);
        Shape {
            kinds: schema.kinds.iter().map(|kind| words.kind(kind)).collect(),
            enums: schema
                .enums
                .iter()
                .map(|of| {
                    let order = match of.order {
                        Some(EnumOrder::HighFirst) => "由高到低",
                        Some(EnumOrder::LowFirst) => "由低到高",
                        None => "无序",
                    };
                    item(&of.name, format!("{order}：{}", of.values.join("、")))
                })
                .collect(),
            tables: schema.tables.iter().map(|table| words.table(table)).collect(),
            judgements: schema
                .judgements
                .iter()
                .map(|of| {
                    let index: Vec<String> = of.index.iter().map(|i| format!("{}：{}", i.name, words.ty(&i.ty))).collect();
                    let yearly = if of.yearly { "，按年度" } else { "" };
                    let about = format!("{}（{}{yearly}）：{}", words.kind_name(of.owner), index.join("，"), words.ty(&of.ty));
                    item(&of.name, format!("{about}，由 {}", of.bodies.join("、")))
                })
                .collect(),
            settings: schema
                .settings
                .iter()
                .map(|of| {
                    let values: Vec<String> = of.options.iter().map(|v| words.value(v)).collect();
                    Setting { name: of.name.clone(), about: format!("{}，可选 {}", words.ty(&of.ty), values.join("、")), read: of.read }
                })
                .collect(),
        }
    }

    /// Where everything that the pack declares stands here. `rows`: the values that each open value was given.
    pub(crate) fn fit(&self, schema: &Schema, rows: &BTreeMap<String, Vec<Value>>) -> Result<Fit, Vec<Difference>> {
        let pack = &Shape::of(schema);
        let mut found = Vec::new();
        let (mut tables, mut kinds) = (Vec::new(), vec![None; self.kinds.len()]);
        for (at, kind) in pack.kinds.iter().enumerate() {
            let place = same(&named("实体", "the kind"), &self.kinds, kind, &mut found);
            if let Some(slot) = place.and_then(|place| kinds.get_mut(place)) {
                *slot = u32::try_from(at).ok();
            }
        }
        for one in &pack.enums {
            same(&named("枚举", "the enum"), &self.enums, one, &mut found);
        }
        for one in &pack.judgements {
            same(&named("认定项", "the judgement"), &self.judgements, one, &mut found);
        }
        self.settings_fit(schema, pack, rows, &mut found);
        for table in &pack.tables {
            let Some((place, here)) = self.tables.iter().enumerate().find(|(_, t)| t.name == table.name) else {
                found.push(Difference::Missing { what: named("表", "the table")(&table.name) });
                continue;
            };
            differ(named("表", "the table")(&table.name), &here.about, &table.about, &mut found);
            let keys = |of: &[Item]| of.iter().map(|k| format!("{}：{}", k.name, k.about)).collect::<Vec<_>>().join("，");
            let of_keys = Bilingual::new(format!("表「{}」的主键", table.name), format!("the keys of the table 「{}」", table.name));
            differ(of_keys, &keys(&here.keys), &keys(&table.keys), &mut found);
            let of = &table.name;
            let lead =
                |name: &str| Bilingual::new(format!("表「{of}」的栏「{name}」"), format!("the column 「{name}」 of the table 「{of}」"));
            tables.push((place, table.columns.iter().filter_map(|column| same(&lead, &here.columns, column, &mut found)).collect()));
        }
        found.sort();
        if found.is_empty() { Ok(Fit { tables, kinds }) } else { Err(found) }
    }
}

impl Shape {
    /// Rows were kept if a rule read the open value, they gave one of its options, and agreed with what the pack itself settled. So
    /// the pack must ask no more than that of those that are here.
    fn settings_fit(&self, schema: &Schema, pack: &Shape, rows: &BTreeMap<String, Vec<Value>>, found: &mut Vec<Difference>) {
        let words = Words(schema);
        for (of, ours) in schema.settings.iter().zip(&pack.settings) {
            let Some(here) = self.settings.iter().find(|here| here.name == of.name) else { continue };
            let what = || named("待定", "the open value")(&of.name);
            if of.read && !here.read {
                found.push(Difference::Other { what: what(), snapshot: "没有规则读".to_owned(), pack: "有规则读".to_owned() });
            }
            let Some(values) = rows.get(&of.name) else { continue };
            differ(what(), &here.about, &ours.about, found);
            if let Some(settled) = &of.settled
                && let Some(other) = values.iter().find(|value| *value != settled)
            {
                found.push(Difference::Other { what: what(), snapshot: words.value(other), pack: words.value(settled) });
            }
        }
    }
}

fn item(name: &str, about: String) -> Item {
    Item { name: name.to_owned(), about }
}

/// What something is called, by its name.
fn named(zh: &'static str, en: &'static str) -> impl Fn(&str) -> Bilingual {
    move |name| Bilingual::new(format!("{zh}「{name}」"), format!("{en} 「{name}」"))
}

fn differ(what: Bilingual, snapshot: &str, pack: &str, found: &mut Vec<Difference>) {
    if snapshot != pack {
        found.push(Difference::Other { what, snapshot: snapshot.to_owned(), pack: pack.to_owned() });
    }
}

/// The place of the item with the same name, told of where there is none or it is another.
fn same(named: &impl Fn(&str) -> Bilingual, here: &[Item], of: &Item, found: &mut Vec<Difference>) -> Option<usize> {
    let what = named(&of.name);
    let Some((place, item)) = here.iter().enumerate().find(|(_, item)| item.name == of.name) else {
        found.push(Difference::Missing { what });
        return None;
    };
    differ(what, &item.about, &of.about, found);
    Some(place)
}

/// What a schema says, in the words of its author.
struct Words<'s>(&'s Schema);

impl Words<'_> {
    fn kind_name(&self, kind: KindId) -> &str {
        self.0.kind(kind).map_or("", |k| k.name.as_str())
    }

    fn kind(&self, kind: &quanheng_facts::schema::KindDef) -> Item {
        let mut about = String::from("实体");
        let mut add = |word: &str, what: &str| about.push_str(&format!("，{word} {what}"));
        if let Some(of) = kind.of {
            add("属", self.kind_name(of));
        }
        if let Some(superior) = kind.superior {
            add("上级", self.kind_name(superior));
        }
        if let Some(table) = kind.record.and_then(|id| self.0.table(id)) {
            add("记录", &table.name);
        }
        for one in &kind.any_of {
            add("或", self.kind_name(*one));
        }
        let at = self.0.kinds.iter().position(|k| std::ptr::eq(k, kind)).and_then(|at| u32::try_from(at).ok()).map(KindId);
        if let Some(free) = self.0.free_matters.iter().find(|free| Some(free.register) == at) {
            add("其他", self.kind_name(free.other));
        }
        item(&kind.name, about)
    }

    fn table(&self, table: &TableSchema) -> Table {
        let column_name = |id: &quanheng_facts::schema::ColumnId| table.column(*id).map_or("", |c| c.name.as_str()).to_owned();
        let concerns: Vec<String> = table.concerns.iter().map(column_name).collect();
        let complete = table.completeness.as_ref().map_or_else(String::new, |rule| {
            let by: Vec<&str> = rule.by.iter().filter_map(|at| table.keys.get(*at)).map(|k| k.name.as_str()).collect();
            let of: Vec<String> = rule.of_record.concerned.iter().map(column_name).collect();
            format!(
                "，完整 由 {} 按 {}{}{}",
                rule.bodies.join("、"),
                by.join("、"),
                of.join("、"),
                if rule.of_record.yearly { "年度" } else { "" }
            )
        });
        let about = format!(
            "{:?}{}{}{}{complete}，又名 {}",
            table.shape,
            if table.many_rows { "，可多行" } else { "" },
            if concerns.is_empty() { String::new() } else { format!("，涉及 {}", concerns.join("、")) },
            table.day.as_ref().map_or_else(String::new, |day| format!("，日 {}", column_name(day))),
            table.names.join("、"),
        );
        let key_type = |ty: &KeyType| match ty {
            KeyType::Entity(kind) => self.kind_name(*kind).to_owned(),
            KeyType::Year => "年度".to_owned(),
            KeyType::Enum(of) => self.ty(&Type::Enum(*of)),
        };
        let headed = |ty: String, name: &str, headings: &[String]| {
            let others: Vec<&str> = headings.iter().map(String::as_str).filter(|h| *h != name).collect();
            if others.is_empty() { ty } else { format!("{ty}，又名 {}", others.join("、")) }
        };
        Table {
            name: table.name.clone(),
            about,
            keys: table.keys.iter().map(|k| item(&k.name, headed(key_type(&k.ty), &k.name, &k.headings))).collect(),
            columns: table.columns.iter().map(|c| item(&c.name, headed(self.column(table, c), &c.name, &c.headings))).collect(),
        }
    }

    fn column(&self, table: &TableSchema, column: &ColumnSchema) -> String {
        let mut about = self.ty(&column.ty);
        if column.many_values {
            about.push_str("，可多值");
        }
        if let (Some(_), _) | (_, Some(_)) = column.range {
            let end = |n: Option<quanheng_facts::exact::Exact>| n.map_or_else(String::new, |n| n.to_string());
            about.push_str(&format!("，{}..{}", end(column.range.0), end(column.range.1)));
        }
        about.push_str(&match &column.blank {
            Blank::Refused => String::new(),
            Blank::Unknown => "，可缺".to_owned(),
            Blank::Absent => "，可空".to_owned(),
            Blank::Default(value) => format!("，缺省 {}", self.value(value)),
        });
        if let Some(basis) = column.basis.and_then(|id| table.column(id)) {
            about.push_str(&format!("，依据 {}", basis.name));
        }
        about
    }

    fn ty(&self, ty: &Type) -> String {
        match ty {
            Type::Bool => "是否".to_owned(),
            Type::Integer { unit: None } => "整数".to_owned(),
            Type::Integer { unit: Some(unit) } => format!("整数({unit})"),
            Type::Decimal { scale } => format!("小数({scale})"),
            Type::Ratio => "比例".to_owned(),
            Type::Money => "金额".to_owned(),
            Type::Date => "日期".to_owned(),
            Type::Month => "年月".to_owned(),
            Type::Year => "年度".to_owned(),
            Type::Enum(of) => enum_of(&self.0.enums, *of).map_or_else(String::new, |of| of.name.clone()),
            Type::Text => "文本".to_owned(),
            Type::Entity(kind) => self.kind_name(*kind).to_owned(),
            Type::Set(kind) => format!("名单({})", self.kind_name(*kind)),
            Type::Length => "期间".to_owned(),
        }
    }

    fn value(&self, value: &Value) -> String {
        match value {
            Value::Bool(true) => "是".to_owned(),
            Value::Bool(false) => "否".to_owned(),
            Value::Number(number) => number.to_string(),
            Value::Date(day) => day.to_string(),
            Value::Month(month) => month.to_string(),
            Value::Year(year) => year.to_string(),
            Value::Enum(of, rank) => enum_of(&self.0.enums, *of).and_then(|of| of.name_of(*rank)).unwrap_or_default().to_owned(),
            Value::Text(text) => text.clone(),
            Value::Entity(ix) => ix.0.to_string(),
            Value::Set(set) => set.iter().map(|ix| ix.0.to_string()).collect::<Vec<_>>().join("、"),
            Value::Many(many) => many.iter().map(|v| self.value(v)).collect::<Vec<_>>().join("、"),
            Value::Length(count, unit) => format!("{count}{}", unit.word()),
        }
    }
}

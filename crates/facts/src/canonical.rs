//! The hashes of facts and of entities: SHA-256 over a canonical text, independent of files, formats and order of rows.
//!
//! The text, version 1, is a list of fields, each written `<length in bytes>:<field>,`. Facts: the version; then for each
//! table that has rows, in the order of names: `table`, its name; for each row, in the order of the rows' own encodings:
//! `row`, the keys as (name, value), the filled columns as (name, value) in the order of names, each replaced row as
//! `replaced` with the same content, `end`. Then `confirmed`, `judged`, `set` and `unread` with their content, in order. A value is a letter
//! for its type and its canonical text; entities stand by their id, enum values by their names, so that the order of a
//! register or of an enum does not matter. Origins are left out.

use sha2::{Digest, Sha256};

use crate::decision::{Judged, Setting};
use crate::entity::{Dated, Entities, PartialDate};
use crate::fact::{Facts, Held, Row};
use crate::schema::{Schema, TableId, TableSchema};
use crate::value::{Value, enum_of};

const FACTS: &str = "quanheng.facts/1";
const ENTITIES: &str = "quanheng.entities/1";

/// Fields one after another, unambiguously.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Fields(String);

impl Fields {
    fn add(&mut self, field: &str) {
        self.0.push_str(&field.len().to_string());
        self.0.push(':');
        self.0.push_str(field);
        self.0.push(',');
    }

    fn add_all(&mut self, mut lists: Vec<Fields>) {
        lists.sort();
        for list in lists {
            self.0.push_str(&list.0);
        }
    }

    fn hash(&self) -> String {
        Sha256::digest(self.0.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The hash of all rows, confirmations and unread marks.
pub(crate) fn facts_hash(schema: &Schema, facts: &Facts) -> String {
    let mut all = Fields::default();
    all.add(FACTS);
    let mut tables: Vec<(&TableSchema, TableId)> =
        schema.tables.iter().enumerate().filter_map(|(at, t)| Some((t, TableId(u32::try_from(at).ok()?)))).collect();
    tables.sort_by(|a, b| a.0.name.cmp(&b.0.name));
    for (table, id) in &tables {
        let rows: Vec<Fields> = facts.all_rows(*id).map(|row| row_fields(schema, facts, table, &row, "row")).collect();
        if !rows.is_empty() {
            all.add("table");
            all.add(&table.name);
            all.add_all(rows);
        }
    }
    let name_of = |id: TableId| schema.table(id).map_or("", |t| t.name.as_str());
    let confirmed = facts.confirmations().iter().map(|c| {
        let mut fields = Fields::default();
        fields.add("confirmed");
        fields.add(name_of(c.table));
        fields.add(&c.year.map(|y| y.to_string()).unwrap_or_default());
        fields.add(&c.scope.len().to_string());
        c.scope.iter().for_each(|s| fields.add(s));
        fields.add(&c.body);
        fields.add(&c.signed_on.map(|d| d.to_string()).unwrap_or_default());
        fields
    });
    all.add_all(confirmed.collect());
    let judged = facts.all_judged().map(|j| judged_fields(schema, facts, j, "judged"));
    all.add_all(judged.collect());
    let set = facts.all_settings().map(|s| setting_fields(schema, facts, s));
    all.add_all(set.collect());
    let unread = facts.unread().map(|(table, year, _)| {
        let mut fields = Fields::default();
        fields.add("unread");
        fields.add(name_of(table));
        fields.add(&year.map(|y| y.to_string()).unwrap_or_default());
        fields
    });
    all.add_all(unread.collect());
    all.hash()
}

fn judged_fields(schema: &Schema, facts: &Facts, judged: &Judged, kind: &str) -> Fields {
    let mut fields = Fields::default();
    fields.add(kind);
    fields.add(schema.judgement(judged.judgement).map_or("", |j| j.name.as_str()));
    fields.add(&value_text(schema, &facts.entities, &Value::Entity(judged.of)));
    fields.add(&judged.year.map(|y| y.to_string()).unwrap_or_default());
    for arg in &judged.args {
        fields.add(&value_text(schema, &facts.entities, arg));
    }
    fields.add(&value_text(schema, &facts.entities, &judged.value));
    for text in [&judged.body, &judged.person, &judged.on.to_string(), &judged.reason, &judged.evidence] {
        fields.add(text);
    }
    fields.add_all(judged.replaced.iter().map(|j| judged_fields(schema, facts, j, "replaced")).collect());
    fields.add("end");
    fields
}

fn setting_fields(schema: &Schema, facts: &Facts, setting: &Setting) -> Fields {
    let mut fields = Fields::default();
    let day = |day: Option<jiff::civil::Date>| day.map(|d| d.to_string()).unwrap_or_default();
    fields.add("set");
    let name = usize::try_from(setting.setting.0).ok().and_then(|at| schema.settings.get(at)).map_or("", |s| s.name.as_str());
    fields.add(name);
    fields.add(&value_text(schema, &facts.entities, &setting.value));
    for text in [&setting.body, &setting.person, &setting.on.to_string(), &setting.reason] {
        fields.add(text);
    }
    fields.add(setting.document.as_deref().unwrap_or_default());
    fields.add(&day(setting.from));
    fields.add(&day(setting.to));
    fields.add("end");
    fields
}

fn row_fields(schema: &Schema, facts: &Facts, table: &TableSchema, row: &Row, kind: &str) -> Fields {
    let mut fields = Fields::default();
    fields.add(kind);
    for (key, value) in table.keys.iter().zip(&row.keys) {
        fields.add(&key.name);
        fields.add(&value_text(schema, &facts.entities, value));
    }
    let mut columns: Vec<(&str, String)> = Vec::new();
    for (column, cell) in table.columns.iter().zip(&row.cells) {
        if let Some(cell) = cell {
            columns.push((&column.name, held_text(schema, &facts.entities, &cell.held)));
        }
    }
    columns.sort();
    for (name, text) in columns {
        fields.add(name);
        fields.add(&text);
    }
    fields.add_all(row.replaced.iter().map(|r| row_fields(schema, facts, table, r, "replaced")).collect());
    fields.add("end");
    fields
}

fn held_text(schema: &Schema, entities: &Entities, held: &Held) -> String {
    match held {
        Held::Exactly(value) => value_text(schema, entities, value),
        Held::Between(low, high) => format!("{}..{}", value_text(schema, entities, low), value_text(schema, entities, high)),
    }
}

fn value_text(schema: &Schema, entities: &Entities, value: &Value) -> String {
    let list = |mut texts: Vec<String>| {
        texts.sort();
        let mut fields = Fields::default();
        texts.iter().for_each(|t| fields.add(t));
        fields.0
    };
    match value {
        Value::Bool(true) => "b1".to_owned(),
        Value::Bool(false) => "b0".to_owned(),
        Value::Number(number) => format!("n{}/{}", number.numerator(), number.denominator()),
        Value::Date(day) => format!("d{day}"),
        Value::Month(month) => format!("m{month}"),
        Value::Year(year) => format!("y{year}"),
        Value::Enum(id, rank) => {
            let of = enum_of(&schema.enums, *id);
            format!("e{}", of.and_then(|e| e.name_of(*rank)).unwrap_or_default())
        }
        Value::Text(text) => format!("t{text}"),
        Value::Entity(ix) => format!("i{}", entities.id_of(*ix).unwrap_or_default()),
        Value::Set(set) => format!("s{}", list(set.iter().map(|ix| value_text(schema, entities, &Value::Entity(*ix))).collect())),
        Value::Length(count, unit) => format!("p{count}{}", unit.word()),
        Value::Many(values) => format!("l{}", list(values.iter().map(|v| value_text(schema, entities, v)).collect())),
    }
}

impl Entities {
    /// The hash of a register: every entity with its kind, superior, names, codes and span. Records are facts, and left out.
    #[must_use]
    pub fn hash(&self, schema: &Schema) -> String {
        let mut all = Fields::default();
        all.add(ENTITIES);
        for (_, entity) in self.iter().filter(|(_, e)| schema.kind(e.kind).is_none_or(|k| k.record.is_none())) {
            all.add(&entity.id);
            all.add(schema.kind(entity.kind).map_or("", |k| k.name.as_str()));
            all.add(entity.superior.and_then(|ix| self.get(ix)).map_or("", |s| s.id.as_str()));
            for (kind, list) in [("names", &entity.names), ("codes", &entity.codes)] {
                all.add(kind);
                all.add(&list.len().to_string());
                for dated in list {
                    all.add(&dated.value);
                    add_span(&mut all, dated);
                }
            }
            add_span(&mut all, &entity.exists);
        }
        all.hash()
    }
}

fn add_span<T>(fields: &mut Fields, dated: &Dated<T>) {
    let shown = |date: Option<PartialDate>| date.map(|d| format!("{}..{}", d.earliest, d.latest)).unwrap_or_default();
    fields.add(&shown(dated.from));
    fields.add(&shown(dated.to));
}

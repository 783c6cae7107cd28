//! `quanheng.results/1` as JSON lines: a header, then a line for each row.
//!
//! Fields stand in the order of the schema, in every line the same ones, so that a line can be compared with another by eye.
//! What `causes` and `marks` say is in the reader's language; everything a program would look at is not.

use quanheng_facts::problem::{Bilingual, Language};
use quanheng_policy::finding::Status;
use serde_json::{Map, Value, json};

use super::{FORMAT, Header, NOTICE, PackStamp, ResultRow};

/// The whole output.
#[must_use]
pub fn json_lines(header: &Header, rows: &[ResultRow], language: Language) -> String {
    let mut out = String::with_capacity(rows.len().saturating_mul(400));
    out.push_str(&header_line(header).to_string());
    out.push('\n');
    for row in rows {
        out.push_str(&row_line(row, language).to_string());
        out.push('\n');
    }
    out
}

fn stamp(pack: &PackStamp) -> Value {
    json!({ "id": pack.id, "version": pack.version, "hash": pack.hash })
}

/// The first line.
#[must_use]
pub fn header_line(header: &Header) -> Value {
    let mut line = json!({
        "format": FORMAT,
        "notice": NOTICE,
        "pack": stamp(&header.pack),
        "basis": header.basis.iter().map(stamp).collect::<Vec<_>>(),
        // Null: no rule of this version of the language reads a calendar of working days.
        "hashes": { "facts": header.facts_hash, "entities": header.entities_hash, "calendar": null },
        "engine": header.engine,
        "language": header.language,
        "period": header.periods.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "known_on": header.known_on,
        "law_as_of": header.law_as_of.map(|y| y.to_string()),
        "settings": header.settings.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect::<Vec<_>>(),
        "strict": header.strict,
        "met_only": header.met_only,
    });
    if let (Some(run_at), Some(fields)) = (&header.run_at, line.as_object_mut()) {
        fields.insert("run_at".to_owned(), json!(run_at));
    }
    line
}

/// One row.
#[must_use]
pub fn row_line(row: &ResultRow, language: Language) -> Value {
    let say = |text: &Bilingual| text.get(language).to_owned();
    let causes: Vec<Value> = row.causes.iter().map(|c| json!({ "kind": c.kind, "what": say(&c.what), "where": say(&c.at) })).collect();
    let marks: Vec<Value> = row.marks.iter().map(|m| json!({ "kind": m.kind, "text": say(&m.text), "ref": m.reference })).collect();
    let mut line = Map::new();
    let mut put = |name: &str, value: Value| drop(line.insert(name.to_owned(), value));
    put("result", json!(row.result));
    put("kind", json!(row.kind));
    put("of", json!(row.of));
    put("of_id", json!(row.of_id));
    put("period", json!(row.period.map(|y| y.to_string())));
    put("value", json!(row.value));
    if let Some(between) = &row.between {
        put("between", json!(between));
        if row.finding.between.as_ref().is_some_and(|b| b.wide) {
            put("wide", json!(true));
        }
    }
    if row.finding.status == Status::Unknown && row.finding.may_be_na {
        put("may_be_na", json!(true));
    }
    put("status", json!(row.finding.status.chinese()));
    put("causes", json!(causes));
    put("rule", json!(row.rule));
    put("rule_id", json!(row.rule_id));
    put("article", json!(row.article));
    put("article_confidence", json!(row.article_confidence));
    put("marks", json!(marks));
    // Results of this version of the language belong to units; nobody is named.
    put("persons", json!([]));
    Value::Object(line)
}

//! `quanheng.results/1` as JSON lines: a header, then a line for each row.
//!
//! Fields stand in the order of the schema, in every line the same ones, so that a line can be compared with another by eye.
//! What `causes` and `marks` say is in the reader's language; everything a program would look at is not.

use quanheng_facts::problem::Language;
use quanheng_policy::explanation::TO_BE_VERIFIED;
use quanheng_policy::finding::Status;
use serde::Serialize;
use serde_json::{Value, json};

use super::{BeforeRow, ConclusionRow, FORMAT, Given, Header, NOTICE, PackStamp, PersonRow, Plain, Rechecked, ResultRow, Stands};
use crate::engine::ENGINE_HASH;

/// The whole output.
#[must_use]
pub fn json_lines<'r>(header: &Header, rows: impl IntoIterator<Item = &'r ResultRow>, language: Language) -> String {
    let mut out = header_line(header).to_string();
    out.push('\n');
    for row in rows {
        // Texts and numbers only: there is nothing in a row that JSON cannot hold.
        if let Ok(line) = serde_json::to_string(&row_line(row, language)) {
            out.push_str(&line);
            out.push('\n');
        }
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
        "hashes": { "facts": header.facts_hash, "entities": header.entities_hash, "calendar": null, "engine": ENGINE_HASH },
        "engine": header.engine,
        "language": header.language,
        "period": header.periods.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "known_on": header.known_on,
        "law_as_of": header.law_as_of.map(|y| y.to_string()),
        "settings": header.settings.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect::<Vec<_>>(),
        "strict": header.strict,
        "met_only": header.met_only,
    });
    for (name, said) in [("published", header.published), ("all_kinds", header.all_kinds)] {
        if let (true, Some(fields)) = (said, line.as_object_mut()) {
            fields.insert(name.to_owned(), json!(true));
        }
    }
    if let (Some(day), Some(fields)) = (&header.decided_on, line.as_object_mut()) {
        fields.insert("decided_on".to_owned(), json!(day));
    }
    if let (Some(Rechecked { rows, differing }), Some(fields)) = (header.rechecked, line.as_object_mut()) {
        fields.insert("rechecked".to_owned(), json!({ "rows": rows, "differing": differing }));
    }
    if let (Some(run_at), Some(fields)) = (&header.run_at, line.as_object_mut()) {
        fields.insert("run_at".to_owned(), json!(run_at));
    }
    line
}

#[derive(Serialize)]
pub(crate) struct CauseLine<'a> {
    kind: &'a str,
    what: &'a str,
    r#where: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<&'a str>,
}

pub(crate) fn cause_line(cause: &super::CauseRow, language: Language) -> CauseLine<'_> {
    CauseLine { kind: cause.kind, what: cause.what.get(language), r#where: cause.at.get(language), about: cause.about.as_deref() }
}

#[derive(Serialize)]
struct MarkLine<'a> {
    kind: &'a str,
    text: &'a str,
    r#ref: &'a str,
}

#[derive(Serialize)]
pub(crate) struct PersonLine<'a> {
    id: &'a str,
    name: &'a str,
    post: &'a str,
    from: Option<&'a str>,
    to: Option<&'a str>,
    days: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    days_between: Option<[u32; 2]>,
    #[serde(skip_serializing_if = "is_true")]
    certain: bool,
    disregarded: &'a [String],
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    perhaps_disregarded: &'a [String],
    /// Yes, no, or null; left out where nobody asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    stands: Option<Value>,
}

pub(crate) fn person_line(person: &PersonRow) -> PersonLine<'_> {
    PersonLine {
        id: &person.id,
        name: &person.name,
        post: &person.post,
        from: person.from.as_deref(),
        to: person.to.as_deref(),
        days: person.days.filter(|(least, greatest)| least == greatest).map(|(least, _)| least),
        days_between: person.days.filter(|(least, greatest)| least != greatest).map(|(least, greatest)| [least, greatest]),
        certain: person.certain,
        disregarded: &person.disregarded,
        perhaps_disregarded: &person.perhaps,
        stands: match person.stands {
            Stands::NotAsked => None,
            Stands::Yes => Some(json!(true)),
            Stands::No => Some(json!(false)),
            Stands::Unknown => Some(Value::Null),
        },
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_true(truth: &bool) -> bool {
    *truth
}

/// A row, in the order of the schema.
#[derive(Serialize)]
struct Line<'a> {
    result: &'a str,
    kind: &'a str,
    of: Option<&'a str>,
    of_id: Option<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    index: &'a [String],
    period: Option<String>,
    value: Option<&'a Plain>,
    #[serde(skip_serializing_if = "Option::is_none")]
    between: Option<&'a [Option<Plain>; 2]>,
    #[serde(skip_serializing_if = "is_false")]
    wide: bool,
    #[serde(skip_serializing_if = "is_false")]
    may_be_na: bool,
    status: &'a str,
    causes: Vec<CauseLine<'a>>,
    rule: Option<&'a str>,
    rule_id: Option<&'a str>,
    article: Option<&'a str>,
    article_confidence: Option<&'a str>,
    marks: Vec<MarkLine<'a>>,
    persons: Vec<PersonLine<'a>>,
    /// What has to be said wherever it is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    to_verify: Option<&'a str>,
    #[serde(flatten)]
    conclusion: Option<ConclusionLine<'a>>,
}

/// What a 结论 adds.
#[derive(Serialize)]
pub(crate) struct ConclusionLine<'a> {
    #[serde(skip_serializing_if = "is_false")]
    nobody: bool,
    grants: Option<&'a Plain>,
    #[serde(skip_serializing_if = "Option::is_none")]
    grants_between: Option<&'a [Option<Plain>; 2]>,
    fields: serde_json::Map<String, Value>,
    in_name_of: &'a [String],
    before: Option<Value>,
}

/// What a 结论 adds to a line. Of a matter to be verified that is about a person no field: a class is never beside a name.
pub(crate) fn conclusion_line(row: &ConclusionRow, to_verify: bool) -> ConclusionLine<'_> {
    let grants = row.grants.as_ref();
    let fields = if to_verify && row.is_about_person { &[][..] } else { &row.fields };
    ConclusionLine {
        nobody: row.nobody,
        grants: grants.and_then(|g| g.value.as_ref()),
        grants_between: grants.and_then(|g| g.between.as_ref()),
        fields: fields.iter().map(|(name, given)| (name.clone(), field(given))).collect(),
        in_name_of: &row.in_name_of,
        before: row.before.as_ref().map(before),
    }
}

fn field(given: &Given) -> Value {
    json!(given.value)
}

fn before(row: &BeforeRow) -> Value {
    let matters = |all: &[super::MatterRow]| all.iter().map(|m| json!({ "id": m.id, "name": m.name })).collect::<Vec<_>>();
    json!({
        "status": row.status.chinese(),
        "value": row.value,
        "set_aside": matters(&row.set_aside),
        "perhaps": matters(&row.perhaps),
    })
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_false(truth: &bool) -> bool {
    !*truth
}

/// One row.
pub fn row_line(row: &ResultRow, language: Language) -> impl Serialize + '_ {
    let finding = &row.finding;
    Line {
        result: &row.result,
        kind: &row.kind,
        of: row.of.as_deref(),
        of_id: row.of_id.as_deref(),
        index: &row.index,
        period: row.period.map(|y| y.to_string()),
        value: row.value.as_ref(),
        between: row.between.as_ref(),
        wide: finding.between.as_ref().is_some_and(|b| b.wide),
        may_be_na: finding.status == Status::Unknown && finding.may_be_na,
        status: finding.status.chinese(),
        causes: row.causes.iter().map(|c| cause_line(c, language)).collect(),
        rule: row.rule.as_deref(),
        rule_id: row.rule_id.as_deref(),
        article: row.article.as_deref(),
        article_confidence: row.article_confidence,
        marks: row.marks.iter().map(|m| MarkLine { kind: &m.kind, text: m.text.get(language), r#ref: &m.reference }).collect(),
        persons: row.persons.iter().map(person_line).collect(),
        to_verify: row.says_to_verify().then_some(TO_BE_VERIFIED),
        conclusion: row.conclusion.as_deref().map(|c| conclusion_line(c, row.to_verify)),
    }
}

//! `quanheng.compare/1` as JSON lines: a header with both sides, then for each result and year a summary and a line for each
//! entity that moved. As `docs/compare.schema.json` says.

use quanheng_facts::exact::Exact;
use quanheng_facts::problem::Language;
use quanheng_facts::value::{Type, Value as Held};
use quanheng_policy::explanation::TO_BE_VERIFIED;
use quanheng_policy::finding::Status;
use serde_json::{Value, json};

use super::{CompareReport, FORMAT, Movement, Pair, Section, Sum};
use crate::results::{NOTICE, Plain, ResultRow, json_lines, plain_value};

/// The whole output.
#[must_use]
pub fn json_lines(report: &CompareReport, language: Language) -> String {
    let mut out = format!("{}\n", header(report));
    for section in &report.sections {
        out.push_str(&format!("{}\n", summary(section, report)));
        for pair in section.pairs.iter().filter(|pair| report.all || pair.movement != Movement::Same) {
            out.push_str(&format!("{}\n", line(section, pair, report, language)));
        }
    }
    out
}

fn header(report: &CompareReport) -> Value {
    let side = |header| {
        let mut side = json_lines::header_line(header);
        if let Some(fields) = side.as_object_mut() {
            fields.shift_remove("format");
            fields.shift_remove("notice");
            fields.shift_remove("met_only");
        }
        side
    };
    json!({
        "format": FORMAT,
        "notice": NOTICE,
        "a": side(&report.a.header),
        "b": side(&report.b.header),
        "all": report.all,
        "only_in_a": report.only_in_a,
        "only_in_b": report.only_in_b,
    })
}

fn summary(section: &Section, report: &CompareReport) -> Value {
    let counts: serde_json::Map<String, Value> = section.counts().iter().map(|(m, n)| (m.word().to_owned(), json!(n))).collect();
    let sum = |sum: &Sum| json!([money(sum.least, report), money(sum.greatest, report)]);
    json!({
        "summary": section.result,
        "kind": section.kind,
        "period": section.period.map(|year| year.to_string()),
        "counts": counts,
        "budget": section.budget.as_ref().map(|budget| json!({
            "a": sum(&budget.a),
            "b": sum(&budget.b),
            "difference": sum(&budget.difference),
            "more": sum(&budget.more),
            "less": sum(&budget.less),
            "unknown_alike": budget.unknown_alike,
            "faulty": [budget.faulty.0, budget.faulty.1],
        })),
    })
}

fn money(fen: Option<Exact>, report: &CompareReport) -> Option<Plain> {
    let side = &report.a.prepared;
    fen.map(|fen| plain_value(&Held::Number(fen), &Type::Money, side.program(), &side.facts))
}

fn line(section: &Section, pair: &Pair, report: &CompareReport, language: Language) -> Value {
    json!({
        "result": section.result,
        "of": pair.of,
        "of_id": pair.of_id,
        "index": pair.index,
        "period": section.period.map(|year| year.to_string()),
        "change": pair.movement.word(),
        "difference": difference(section, pair, report),
        "a": pair.a.as_ref().map(|row| side(row, language)),
        "b": pair.b.as_ref().map(|row| side(row, language)),
    })
}

/// B less A, where both are numbers of one type.
fn difference(section: &Section, pair: &Pair, report: &CompareReport) -> Option<Plain> {
    let number = |row: &Option<ResultRow>| match row.as_ref()?.finding.value.as_ref()? {
        Held::Number(number) => Some(*number),
        _ => None,
    };
    if pair.movement == Movement::Changed {
        return None;
    }
    let apart = number(&pair.b)?.minus(number(&pair.a)?)?;
    let side = &report.a.prepared;
    Some(plain_value(&Held::Number(apart), &section.ty, side.program(), &side.facts))
}

fn side(row: &ResultRow, language: Language) -> Value {
    let finding = &row.finding;
    let mut side = json!({
        "status": finding.status.chinese(),
        "value": row.value,
        "between": row.between,
        "may_be_na": finding.status == Status::Unknown && finding.may_be_na,
        "rule": row.rule,
        "rule_id": row.rule_id,
        "article": row.article,
        "persons": row.persons.iter().map(json_lines::person_line).collect::<Vec<_>>(),
        "causes": row.causes.iter().map(|cause| json_lines::cause_line(cause, language)).collect::<Vec<_>>(),
    });
    if let (true, Some(fields)) = (row.says_to_verify(), side.as_object_mut()) {
        fields.insert("to_verify".to_owned(), json!(TO_BE_VERIFIED));
    }
    if let (Some(conclusion), Some(fields)) = (&row.conclusion, side.as_object_mut())
        && let Ok(Value::Object(carried)) = serde_json::to_value(json_lines::conclusion_line(conclusion, row.to_verify))
    {
        fields.extend(carried);
    }
    side
}

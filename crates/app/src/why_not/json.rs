//! `quanheng.why-not/1`: one JSON document, as `docs/why-not.schema.json` says it.

use quanheng_facts::problem::Language;
use quanheng_policy::counterfactual::{Standing, Towards};
use serde_json::{Value, json};

use super::{Answer, ChangeRow, FORMAT, LawRow, WhyNotReport};
use crate::results::{NOTICE, json_lines};

/// The whole document.
#[must_use]
pub fn json(report: &WhyNotReport, language: Language) -> String {
    let mut whole = json_lines::header_line(&report.header);
    if let Some(fields) = whole.as_object_mut() {
        fields.insert("format".to_owned(), json!(FORMAT));
        fields.insert("notice".to_owned(), json!(NOTICE));
        let answers: Vec<Value> = report.answers.iter().map(|one| answer(one, report, language)).collect();
        fields.insert("answers".to_owned(), json!(answers));
    }
    format!("{whole:#}\n")
}

fn answer(answer: &Answer, report: &WhyNotReport, language: Language) -> Value {
    let changes = |rows: &[ChangeRow]| rows.iter().map(|row| change(row, language)).collect::<Vec<_>>();
    let asked = |wanted: bool, value: Value| if wanted { value } else { Value::Null };
    json!({
        "result": json_lines::row_line(&answer.row, language),
        "wanted": answer.wanted.get(language),
        "standing": match answer.standing {
            Standing::Given => "given",
            Standing::NotGiven => "not_given",
            Standing::Unknown => "unknown",
            Standing::Fault => "fault",
        },
        "reasons": answer.reasons,
        "own_inputs": answer.inputs,
        "out_of_reach": answer.out_of_reach,
        "changes": changes(&answer.changes),
        "limits": changes(&answer.limits),
        "pairs": answer.pairs.iter().map(|pair| json!({ "changes": changes(&pair.changes), "result": pair.result })).collect::<Vec<_>>(),
        // Null: was not asked for.
        "others": asked(report.also.others, json!(changes(&answer.others))),
        "numbers": asked(report.also.numbers, json!(changes(&answer.numbers))),
        "law": asked(report.also.law, json!(answer.law.iter().map(|row| law(row, language)).collect::<Vec<_>>())),
        "not_settled": answer.not_settled.iter().map(|input| input.get(language)).collect::<Vec<_>>(),
        "missing": answer.missing.iter().map(|m| json!({
            "what": m.what.get(language),
            "whose": m.whose,
            "supplier": m.supplier.get(language),
        })).collect::<Vec<_>>(),
    })
}

fn change(row: &ChangeRow, language: Language) -> Value {
    json!({
        "kind": row.kind,
        "input": row.input,
        "of": row.of,
        "of_id": row.of_id,
        "period": row.period.map(|year| year.to_string()),
        "keys": row.keys,
        "cell": row.cell,
        "from": row.from,
        "to": row.to,
        "by": row.by.as_ref().map(|by| by.get(language)),
        "towards": match row.towards {
            Towards::Up => "up",
            Towards::Down => "down",
            Towards::Other => "other",
        },
        "least": row.least,
        "limit": row.is_limit,
        "result": row.result,
    })
}

fn law(row: &LawRow, language: Language) -> Value {
    json!({
        "kind": row.kind,
        "what": row.text.get(language),
        "rule_id": row.rule_id,
        "article": row.article,
        "year": row.year.map(|year| year.to_string()),
        "result": row.result,
    })
}

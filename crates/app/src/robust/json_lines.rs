//! `quanheng.robust/1` as JSON lines: a header, then for each year the weights, followed by a line for each member. As
//! `docs/robust.schema.json` says.

use quanheng_facts::problem::Language;
use quanheng_policy::explanation::TO_BE_VERIFIED;
use quanheng_policy::robust::tally::{Counts, Often};
use quanheng_policy::robust::weights::FINENESS;
use serde_json::{Value, json};

use super::often::{as_written, share};
use super::{FORMAT, Kind, RobustReport, RobustRow, Section};
use crate::results::json_lines;

/// The whole output.
#[must_use]
pub fn json_lines(report: &RobustReport, language: Language) -> String {
    let mut out = format!("{}\n", header(report));
    for section in &report.sections {
        out.push_str(&format!("{}\n", weights(section, report)));
        for row in &section.rows {
            out.push_str(&format!("{}\n", line(section, row, report, language)));
        }
    }
    out
}

fn header(report: &RobustReport) -> Value {
    let mut header = json_lines::header_line(&report.header);
    if let Some(fields) = header.as_object_mut() {
        fields.shift_remove("met_only");
        fields.insert("format".to_owned(), json!(FORMAT));
        fields.insert("result".to_owned(), json!(report.result));
        fields.insert("kind".to_owned(), json!(report.kind.word()));
        fields.insert("draws".to_owned(), json!(report.settings.draws));
        // A program that reads numbers as floats would change a large seed.
        fields.insert("seed".to_owned(), json!(report.settings.seed.to_string()));
        fields.insert("spread".to_owned(), json!(report.settings.percent()));
        fields.insert("fineness".to_owned(), json!(FINENESS));
        if report.to_verify {
            fields.insert("to_verify".to_owned(), json!(TO_BE_VERIFIED));
        }
    }
    header
}

fn weights(section: &Section, report: &RobustReport) -> Value {
    let weights = section.weights.iter().map(|w| {
        json!({ "name": w.name, "figure": w.figure, "written": w.written.map(|w| w.to_string()), "drawn": [share(w.drawn.0), share(w.drawn.1)] })
    });
    json!({
        "weights": weights.collect::<Vec<_>>(),
        "result": report.result,
        "period": section.period.to_string(),
        "index": section.index,
        "tiers": section.tiers,
        "members": section.rows.len(),
        "outside": section.outside,
        "nested": section.nested,
    })
}

fn line(section: &Section, row: &RobustRow, report: &RobustReport, language: Language) -> Value {
    let counts = &row.counts;
    let tiers: serde_json::Map<String, Value> =
        section.tiers.iter().zip(&counts.tiers).map(|(name, o)| (name.clone(), often(*o))).collect();
    json!({
        "result": report.result,
        "of": row.row.of,
        "of_id": row.row.of_id,
        "index": row.row.index,
        "period": section.period.to_string(),
        "group": row.group.as_ref().map(|g| g.get(language)),
        "as_written": as_written(&row.as_written, &section.tiers, language),
        "place_written": row.as_written.places.map(|(best, worst)| json!([best, worst])),
        "status": row.row.finding.status.chinese(),
        "on_list": (report.kind == Kind::List).then(|| often(counts.inside)),
        "kept": counts.kept.map(often),
        "tiers": tiers,
        "tied": counts.faults,
        "placed": counts.placed,
        "places": places(counts),
        "causes": row.row.causes.iter().map(|cause| json_lines::cause_line(cause, language)).collect::<Vec<_>>(),
    })
}

fn often(often: Often) -> Value {
    json!({ "surely": often.surely, "perhaps": often.perhaps })
}

/// Each as the best and the worst it can be, which differ where places are not known in a draw.
fn places(counts: &Counts) -> Option<Value> {
    let at = |hundredths: u64| counts.quantile(hundredths).map(|(best, worst)| json!([best, worst]));
    let worst_of = |counts: &std::collections::BTreeMap<usize, u64>| counts.keys().next_back().copied();
    let most = worst_of(&counts.best).zip(worst_of(&counts.worst)).map(|(best, worst)| json!([best, worst]));
    (counts.placed > 0).then(|| json!({ "best": at(0), "5": at(5), "50": at(50), "95": at(95), "worst": most }))
}

//! `quanheng.open/1` as JSON lines: a header, then one line for each decision that is open.

use quanheng_facts::problem::Language;
use serde_json::json;

use super::{FORMAT, OpenReport};
use crate::results::NOTICE;

/// The whole output.
#[must_use]
pub fn json_lines(report: &OpenReport, language: Language) -> String {
    let periods: Vec<String> = report.periods.iter().map(ToString::to_string).collect();
    let mut out = format!("{}\n", json!({ "format": FORMAT, "notice": NOTICE, "with_facts": report.with_facts, "periods": periods }));
    for item in &report.items {
        let line = json!({
            "kind": item.kind.id(),
            "name": item.name,
            "period": item.year.map(|y| y.to_string()),
            "article": item.article,
            "who": item.who.get(language),
            "evidence": item.evidence,
            "options": item.options,
            "of": item.of,
            "results": item.results,
            "waiting": item.waiting,
            "waiting_of": item.waiting_of,
            "remark": item.remark(report.with_facts).get(language),
        });
        out.push_str(&format!("{line}\n"));
    }
    out
}

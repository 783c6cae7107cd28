//! Reasons as an indented tree of sentences, or as JSON.

use quanheng_app::explain::{ExplainReport, Explanation};
use quanheng_app::results::{NOTICE, json_lines};
use quanheng_facts::problem::Language;
use quanheng_policy::explanation::FORMAT;
use serde_json::json;

use super::table::conditions;
use super::{notice, say};

/// Sentences, one tree for each year.
#[must_use]
pub fn text(report: &ExplainReport, language: Language) -> String {
    let mut out = format!("{}\n", conditions(&report.header, language));
    for explanation in &report.explanations {
        out.push('\n');
        out.push_str(&heading(explanation, language));
        out.push_str(&explanation.node.render(language));
    }
    out.push('\n');
    out.push_str(notice(language));
    out.push('\n');
    out
}

fn heading(explanation: &Explanation, language: Language) -> String {
    let Some(other) = &explanation.other else { return String::new() };
    let (row, name) = (&explanation.row, |of: &Option<String>| of.clone().unwrap_or_default());
    let (one, two) = (name(&row.of), name(&other.of));
    say(
        language,
        format!("为什么{one}是{}，而{two}是{}：\n", row.shown.zh, other.shown.zh),
        format!("Why {one} has {} and {two} has {}:\n", row.shown.en, other.shown.en),
    )
}

/// `quanheng.explanation/1`.
#[must_use]
pub fn json(report: &ExplainReport, language: Language) -> String {
    let mut whole = json_lines::header_line(&report.header);
    if let Some(fields) = whole.as_object_mut() {
        fields.insert("format".to_owned(), json!(FORMAT));
        fields.insert("notice".to_owned(), json!(NOTICE));
        let explanations: Vec<serde_json::Value> = report
            .explanations
            .iter()
            .map(|explanation| {
                json!({
                    "result": json_lines::row_line(&explanation.row, language),
                    "instead_of": explanation.other.as_ref().map(|row| json_lines::row_line(row, language)),
                    "reasons": explanation.node,
                })
            })
            .collect();
        fields.insert("explanations".to_owned(), json!(explanations));
    }
    format!("{whole:#}\n")
}

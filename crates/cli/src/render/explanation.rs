//! Reasons as an indented tree of sentences, or as JSON.

use quanheng_app::explain::{ExplainReport, Explanation};
use quanheng_app::results::{NOTICE, ResultRow, json_lines};
use quanheng_facts::problem::Language;
use quanheng_policy::explanation::{FORMAT, TO_BE_VERIFIED, TO_BE_VERIFIED_ENGLISH};
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
        out.push_str(&to_be_verified([Some(&explanation.row), explanation.other.as_ref()], language));
        out.push_str(&explanation.node.render(language));
    }
    out.push('\n');
    out.push_str(notice(language));
    out.push('\n');
    out
}

/// The line that says so, where one of them is a matter to be verified.
#[must_use]
pub fn to_be_verified<'r>(rows: impl IntoIterator<Item = Option<&'r ResultRow>>, language: Language) -> String {
    if rows.into_iter().flatten().any(ResultRow::says_to_verify) {
        format!("{}\n", say(language, TO_BE_VERIFIED, TO_BE_VERIFIED_ENGLISH))
    } else {
        String::new()
    }
}

fn heading(explanation: &Explanation, language: Language) -> String {
    let Some(other) = &explanation.other else { return String::new() };
    let (row, name) = (&explanation.row, |of: &Option<String>| of.clone().unwrap_or_default());
    let (one, two) = (name(&row.of), name(&other.of));
    say(
        language,
        format!("为什么{one}是“{}”，{two}是“{}”：\n", row.shown.zh, other.shown.zh),
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

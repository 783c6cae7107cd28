//! A question about absence over a table that nobody can sign complete.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "completeness-undeclared";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, table: &str, word: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{word}」问的是“有没有”，但「{table}」没有写由谁确认完整"),
            format!("「{word}」 asks whether there is none, but nobody can sign 「{table}」 complete"),
        ),
        hint: Bilingual::new(
            format!("在「{table}」的声明里加一行「完整 由 某机关 按 年度 确认」；没有人确认，缺一行就永远是 未知。"),
            format!(
                "Add 「完整 由 BODY 按 年度 确认」 to the declaration of 「{table}」; unless somebody signs, a missing row stays unknown for ever."
            ),
        ),
        related: Vec::new(),
    }
}

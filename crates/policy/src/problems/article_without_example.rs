//! An article with rules and no test.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "article-without-example";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, anchor: &str, measure: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(format!("「{anchor}」有规则，没有测试"), format!("「{anchor}」 has rules but no test")),
        hint: Bilingual::new(
            format!("在 tests/ 里写一张测试表，并标上「覆盖 {measure}#{anchor}」。"),
            format!("Write a test table under tests/ that says 「覆盖 {measure}#{anchor}」."),
        ),
        related: Vec::new(),
    }
}

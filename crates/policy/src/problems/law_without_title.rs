//! A law file without a `#` heading.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "law-without-title";

/// A law file without a `#` heading.
#[must_use]
pub fn problem(place: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new("这份办法没有标题，报告里没法称呼它。", "This measure has no title, so reports cannot call it by name."),
        hint: Bilingual::new("在文件开头加一行“# 办法全名”。", "Begin the file with a line \"# full title of the measure\"."),
        related: Vec::new(),
    }
}

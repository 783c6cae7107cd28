//! 以 … 为准 with a day the language does not know.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "anchor-day-unknown";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, day: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{day}」不是可以作准的日子"), format!("「{day}」 is no day that can be named here")),
        hint: Bilingual::new(
            "可用的日子：年初、年末、上年初、上年末；问任职的，还可以用一个日期、决定日，或者一个在任时点（如 全年在任、待定「…」：在任时点）。",
            "The days are 年初, 年末, 上年初, 上年末; of posts also a date, 决定日, or a 在任时点 (such as 全年在任, or open「…」：在任时点).",
        ),
        related: Vec::new(),
    }
}

//! A population of posts by a day that is not in the year at hand.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "anchor-outside-year";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("按任职选人，不能以「{name}」为准"), format!("tenures cannot be chosen by 「{name}」")),
        hint: Bilingual::new(
            "用当年的日子（年初、年末）、一个日期，或者在任时点（年末在任、全年在任、在任半年以上、当年曾在任、决定日在任）。",
            "Use a day of the year at hand (年初, 年末), a date, or a 在任时点 (年末在任, 全年在任, 在任半年以上, 当年曾在任, 决定日在任).",
        ),
        related: Vec::new(),
    }
}

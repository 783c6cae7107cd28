//! 以 … 为准 on something that does not change by the day.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "anchor-not-dated";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{name}」不是时段表的栏，不能用「以 … 为准」"),
            format!("「{name}」 is no column of a 时段 table: 「以 … 为准」 cannot stand here"),
        ),
        hint: Bilingual::new(
            "去掉「以 … 为准」；读上一年的值用「上年(…)」。",
            "Remove 「以 … 为准」; for the value of the year before use 「上年(…)」.",
        ),
        related: Vec::new(),
    }
}

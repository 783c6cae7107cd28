//! Something computed where a plain value is asked for.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "not-a-constant";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, what: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("这里要直接写值，不能写「{what}」"), format!("a plain value stands here, not 「{what}」")),
        hint: Bilingual::new(
            "写一个数、金额、年度、是/否，或枚举的值。",
            "Write a number, an amount, a year, 是/否, or a value of the enum.",
        ),
        related: Vec::new(),
    }
}

//! A day where a year is asked for.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "day-where-year";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, day: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{day}」是日子，逐年的规则按年度施行"),
            format!("「{day}」 is a day; rules by year are in force by year"),
        ),
        hint: Bilingual::new("写年度，例如「2016年度」。", "Write a year, for example 「2016年度」."),
        related: Vec::new(),
    }
}

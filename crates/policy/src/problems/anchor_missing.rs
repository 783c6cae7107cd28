//! A dated attribute read without saying on which day.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "anchor-missing";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{name}」随时间变，没有说以哪一天为准"),
            format!("「{name}」 changes over time, and no day is named"),
        ),
        hint: Bilingual::new(
            format!("写成「{name} 以 年末 为准」；可用的日子：年初、年末、上年初、上年末。"),
            format!("Write 「{name} 以 年末 为准」; the days are 年初, 年末, 上年初, 上年末."),
        ),
        related: Vec::new(),
    }
}

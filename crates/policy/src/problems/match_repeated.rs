//! A value with two arms in one 视.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "match-repeated";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, value: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{value}」在这个「视」里出现了两次"), format!("「{value}」 stands twice in this 视")),
        hint: Bilingual::new("每个值只留一处。", "Keep one of them."),
        related: Vec::new(),
    }
}

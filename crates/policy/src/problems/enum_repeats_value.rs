//! A value written twice in one enum.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "enum-repeats-value";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, value: &str, of: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{of}」里「{value}」写了两次"), format!("「{value}」stands twice in 「{of}」")),
        hint: Bilingual::new("去掉一个。", "Remove one of them."),
        related: Vec::new(),
    }
}

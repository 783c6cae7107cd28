//! A span of years that ends before it begins.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "validity-reversed";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, from: i16, to: i16) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「适用」从 {from} 年度到 {to} 年度，先后颠倒"),
            format!("「适用」 runs from {from} to {to}: the end is before the beginning"),
        ),
        hint: Bilingual::new("把两个年度对调。", "Swap the two years."),
        related: Vec::new(),
    }
}

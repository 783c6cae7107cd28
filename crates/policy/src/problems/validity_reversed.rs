//! A span of years that ends before it begins.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "validity-reversed";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, told: &Bilingual) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「适用」{}，先后颠倒", told.zh),
            format!("「适用」 runs {}: the end is before the beginning", told.en),
        ),
        hint: Bilingual::new("把前后两头对调。", "Swap the two ends."),
        related: Vec::new(),
    }
}

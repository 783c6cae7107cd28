//! A minus sign that touches its neighbours.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "minus-spaces";

/// A minus sign that touches its neighbours.
#[must_use]
pub fn problem(place: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            "减号两边要有空格，否则分不清是减号还是连字号。",
            "A minus needs a space on both sides, or it cannot be told from a hyphen.",
        ),
        hint: Bilingual::new("写成 甲 − 乙。", "Write a − b."),
        related: Vec::new(),
    }
}

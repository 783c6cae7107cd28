//! Two versions of a definition in force in the same year, or on the same day.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "version-overlap";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str, when: &Bilingual, first: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{name}」在 {}有两处规定同时施行", when.zh),
            format!("「{name}」 has two versions in force {}", when.en),
        ),
        hint: Bilingual::new(
            "给两处写上不重叠的「适用 … 至 …」和「适用 … 起」。",
            "Give the two spans that do not overlap: 「适用 … 至 …」 and 「适用 … 起」.",
        ),
        related: vec![(first, Bilingual::new("前一处在这里", "the other one is here"))],
    }
}

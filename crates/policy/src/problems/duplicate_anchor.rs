//! Two articles of a measure with the same anchor.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "duplicate-anchor";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, anchor: &str, measure: &str, first: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("《{measure}》里有两处「#{anchor}」"), format!("「#{anchor}」stands twice in the measure 《{measure}》")),
        hint: Bilingual::new("每条只写一处：把两处合成一条，或把条号改对。", "An article stands once: join the two, or correct the number."),
        related: vec![(first, Bilingual::new("前一处在这里", "the other one is here"))],
    }
}

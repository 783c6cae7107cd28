//! Two limits on one thing that differ by one.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "near-number";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, subject: &str, one: &str, other: &str, first: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(
            format!("「{subject}」一处写「{one}」，一处写「{other}」，只差 1"),
            format!("on 「{subject}」 one place says 「{one}」 and another 「{other}」: they differ by one"),
        ),
        hint: Bilingual::new(
            "看看是不是同一条线写成了两样；是的话改成一样，并给这个数起名。",
            "See whether these are one limit written in two ways; if so make them the same, and name the number.",
        ),
        related: vec![(first, Bilingual::new("前一处在这里", "the other one is here"))],
    }
}

//! An exception that is never in force while its definition is.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "outside-validity";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, label: &str, name: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(
            format!("例外「{label}」施行的年度，「{name}」都不在施行期"),
            format!("「{label}」 is in force only in years in which 「{name}」 is not"),
        ),
        hint: Bilingual::new(
            format!("把「适用」改到「{name}」的施行期之内，或删去这条例外。"),
            format!("Bring its 适用 into the span of 「{name}」, or remove the exception."),
        ),
        related: Vec::new(),
    }
}

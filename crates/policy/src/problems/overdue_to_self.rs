//! 逾期 reported to whoever is overdue.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "overdue-to-self";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, who: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(
            format!("逾期报给（转给）的「{who}」，就是该办这件事的"),
            format!("what is overdue is reported or passed to 「{who}」, who has to do it"),
        ),
        hint: Bilingual::new("写另一个机关，例如 上级机关。", "Name another body, such as 上级机关."),
        related: Vec::new(),
    }
}

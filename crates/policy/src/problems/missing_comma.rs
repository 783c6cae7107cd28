//! A clause on the same line without the comma before it.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "missing-comma";

/// A clause on the same line without the comma before it.
#[must_use]
pub fn problem(place: Place, word: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{word}」前面要有逗号，或者另起一行。"),
            format!("「{word}」 needs a comma before it, or a line of its own."),
        ),
        hint: Bilingual::new(
            format!("在「{word}」前面加 ，或者把它移到下一行、空两格。"),
            format!("Put ， before 「{word}」, or move it to the next line, indented."),
        ),
        related: Vec::new(),
    }
}

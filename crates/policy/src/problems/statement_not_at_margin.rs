//! A statement that begins on an indented line.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "statement-not-at-margin";

/// A statement that begins on an indented line.
#[must_use]
pub fn problem(place: Place, word: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{word}」是一条语句的开头，却没有从行首写起。"),
            format!("「{word}」 begins a statement, but does not stand at the margin."),
        ),
        hint: Bilingual::new(
            "语句从行首写起，前面不空格；属于它的各行才空两格。",
            "Begin the statement at the margin; only the lines that belong to it are indented.",
        ),
        related: Vec::new(),
    }
}

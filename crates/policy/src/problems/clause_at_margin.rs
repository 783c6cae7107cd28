//! A clause that begins in column 1.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "clause-at-margin";

/// A clause that begins in column 1.
#[must_use]
pub fn problem(place: Place, word: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{word}」开头的这一行是上一条语句的一部分，应当缩进。"),
            format!("The line that begins with 「{word}」 belongs to the statement above and must be indented."),
        ),
        hint: Bilingual::new("在这一行前面空两格。", "Put two spaces before it."),
        related: Vec::new(),
    }
}

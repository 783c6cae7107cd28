//! One clause given twice in a statement.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "clause-twice";

/// One clause given twice in a statement.
#[must_use]
pub fn problem(place: Place, word: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{word}」在这一条里写了两次。"), format!("「{word}」 is given twice in this statement.")),
        hint: Bilingual::new("留下一个，删去另一个。", "Keep one of them and delete the other."),
        related: Vec::new(),
    }
}

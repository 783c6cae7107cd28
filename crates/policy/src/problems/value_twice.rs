//! A name given twice in one list of names.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "value-twice";

/// A name given twice in one list of names.
#[must_use]
pub fn problem(place: Place, word: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{word}」在同一个列表里写了两次。"), format!("「{word}」 stands twice in one list.")),
        hint: Bilingual::new("删去一个。", "Delete one of them."),
        related: Vec::new(),
    }
}

//! A limit or an extension of no length.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "length-not-positive";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, words: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{words}」不比零长"), format!("「{words}」 is no longer than nothing")),
        hint: Bilingual::new(
            "期限、间隔和延长至少是一（1日、1小时）；不延长的，删去这一句。",
            "A limit, an interval or an extension is at least one (1日, 1小时); if there is none, delete the clause.",
        ),
        related: Vec::new(),
    }
}

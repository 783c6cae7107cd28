//! 不迟于 29 February.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "limit-leap-day";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, words: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(format!("「{words}」不是每年都有"), format!("「{words}」 is not a day of every year")),
        hint: Bilingual::new(
            "没有 2 月 29 日的年份按 2 月 28 日算；原文说的是二月底的，这样正好。说的是别的，请改。",
            "In years without 29 February it is taken as the 28th. If the text means the end of February, that is right; otherwise change it.",
        ),
        related: Vec::new(),
    }
}

//! A share exact to something that is no unit of money.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "share-unit-unknown";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, word: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「精确到 {word}」：不知道这个单位"), format!("「精确到 {word}」: there is no such unit")),
        hint: Bilingual::new("写「精确到 分」「精确到 元」或者「精确到 万元」。", "Write 「精确到 分」, 「精确到 元」 or 「精确到 万元」."),
        related: Vec::new(),
    }
}

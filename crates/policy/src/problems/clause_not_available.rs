//! A form of a later version of the language.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "clause-not-available";

/// A form of a later version of the language.
#[must_use]
pub fn problem(place: Place, word: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{word}」这种写法语言第 1 版还没有。"), format!("Language version 1 does not have 「{word}」 yet.")),
        hint: Bilingual::new("改用已有的写法，或者先写成“待定”。", "Say it in another way, or leave it open with 待定 (open)."),
        related: Vec::new(),
    }
}

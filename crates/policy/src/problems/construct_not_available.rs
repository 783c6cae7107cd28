//! A construct of the language that version 1 does not have yet.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "construct-not-available";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, what: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{what}」在语言第 1 版里还没有"), format!("language version 1 does not have 「{what}」 yet")),
        hint: Bilingual::new(
            "换一种写法：用 存在、计数、上年、首次、视 等已有的写法，或把它写成 待定。",
            "Say it otherwise: with 存在, 计数, 上年, 首次, 视 and the like, or leave it open with 待定.",
        ),
        related: Vec::new(),
    }
}

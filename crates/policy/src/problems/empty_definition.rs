//! A definition with neither value nor exception.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "empty-definition";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{name}」既没有「即」「则」「缺省」，也没有例外"),
            format!("「{name}」 has no 即, 则 or 缺省, and no exception"),
        ),
        hint: Bilingual::new("写上它的值，例如「即 …」或「当 … 则 …」。", "Give it a value with 「即 …」 or 「当 … 则 …」."),
        related: Vec::new(),
    }
}

//! A definition indexed by something else than 年度.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "index-unknown";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("定义的括号里不能写「{name}」"), format!("a definition cannot be indexed by 「{name}」")),
        hint: Bilingual::new("括号里只写「年度」，或不写括号。", "In the brackets stands 「年度」, or there are none."),
        related: Vec::new(),
    }
}

//! An exception aimed at a column of a table.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "target-is-column";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{name}」是表里的栏，语言第 1 版还不能给它写例外"),
            format!("「{name}」 is a column of a table; language version 1 has no exceptions to those yet"),
        ),
        hint: Bilingual::new(
            format!("先写「定义 … 即 {name}」，规则都读这个定义，例外写给它。"),
            format!("First write 「定义 … 即 {name}」, let the rules read that, and make the exception one to it."),
        ),
        related: Vec::new(),
    }
}

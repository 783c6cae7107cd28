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
            format!("「{name}」这一栏没有一个唯一的值，不能给它写例外"),
            format!("the column 「{name}」 has no one value that could take an exception"),
        ),
        hint: Bilingual::new(
            format!("时段、可多行、可多值的栏要先写成定义，如「定义 … 即 {name} 以 年末 为准」，例外写给那个定义。"),
            format!(
                "Of a 时段, a table of many rows or a column of many values first make a definition, such as 「定义 … 即 {name} 以 年末 为准」, and the exception one to that."
            ),
        ),
        related: Vec::new(),
    }
}

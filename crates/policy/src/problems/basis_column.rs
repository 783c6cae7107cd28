//! 依据 names a column that is not an enum of the same table.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "basis-column";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, column: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「依据 {column}」：这张表里没有叫这个名字的枚举栏"),
            format!("「依据 {column}」: this table has no enum column of that name"),
        ),
        hint: Bilingual::new(
            "依据要指同一张表里的枚举栏，它的第一个值表示“公布”。",
            "依据 names an enum column of the same table; the first value of that enum means “as published”.",
        ),
        related: Vec::new(),
    }
}

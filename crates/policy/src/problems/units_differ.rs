//! Counts of different things added or compared.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "units-differ";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, one: &str, other: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{one}」和「{other}」不是同一种单位"), format!("「{one}」 and 「{other}」 are different units")),
        hint: Bilingual::new(
            "不同单位的数不能相加减、相比较：把两边化成同一单位。",
            "Numbers of different units cannot be added or compared: bring both to the same unit.",
        ),
        related: Vec::new(),
    }
}

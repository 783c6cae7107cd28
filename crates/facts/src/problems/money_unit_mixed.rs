//! An amount in another unit than its column.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "money-unit-mixed";

pub(crate) fn problem(place: Place, given: &str, column: &str, unit: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{column}」的表头写的是「{unit}」，这一格却是「{given}」。"),
            format!("The heading of 「{column}」 says 「{unit}」, yet this cell says 「{given}」."),
        ),
        hint: Bilingual::new(
            "请把整列换算成同一个单位，单元格里只写数字。",
            "Convert the whole column to one unit and write only digits in its cells.",
        ),
        related: Vec::new(),
    }
}

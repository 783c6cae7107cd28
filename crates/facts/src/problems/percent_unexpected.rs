//! A percentage in a column that holds none.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "percent-unexpected";

pub(crate) fn problem(place: Place, given: &str, column: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{column}」不是比例，这里却是百分数「{given}」。"),
            format!("「{column}」 is not a ratio, yet this is the percentage 「{given}」."),
        ),
        hint: Bilingual::new(
            "请填数值本身，并把单元格格式改成“数值”。",
            "Enter the number itself and set the format of the cell to “number”.",
        ),
        related: Vec::new(),
    }
}

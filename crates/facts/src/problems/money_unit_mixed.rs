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

/// The heading says no unit; `unit` is the one that the first cell says.
pub(crate) fn among_cells(place: Place, given: &str, column: &str, unit: &str) -> Problem {
    let text = Bilingual::new(
        format!("「{column}」上面的格子写的是「{unit}」，这一格却是「{given}」，一列里有两种单位。"),
        format!("Cells of 「{column}」 above say 「{unit}」, yet this one says 「{given}」: two units in one column."),
    );
    Problem { text, ..problem(place, given, column, unit) }
}

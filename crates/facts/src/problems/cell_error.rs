//! A cell that shows an error of the spreadsheet program.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "cell-error";

pub(crate) fn problem(place: Place, given: &str, column: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{column}」这一格是错误值「{given}」，没有读。"),
            format!("The cell of 「{column}」 holds the error 「{given}」 and was not read."),
        ),
        hint: Bilingual::new(
            "请在表格软件里改正公式，或者直接填上数值。",
            "Correct the formula in the spreadsheet program, or enter the value itself.",
        ),
        related: Vec::new(),
    }
}

//! A row that does not say whom or what it is about.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "key-blank";

pub(crate) fn problem(place: Place, column: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("这一行有内容，但「{column}」是空的，不知道说的是谁或哪一年；这一行没有读。"),
            format!("The row holds values, but its 「{column}」 is empty, so it does not say what it is about; the row was not read."),
        ),
        hint: Bilingual::new(
            format!("请填上「{column}」；不需要的行请整行删去。"),
            format!("Fill in 「{column}」, or delete the whole row."),
        ),
        related: Vec::new(),
    }
}

//! An empty cell where a value is required.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "required-blank";

pub(crate) fn problem(place: Place, column: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{column}」不能空着，这里没有填。"), format!("「{column}」 must not be empty.")),
        hint: Bilingual::new(
            "请填上；确实没有的，请问负责这张表的机关该怎么填。",
            "Fill it in; if there is none, ask the body in charge of the table what to enter.",
        ),
        related: Vec::new(),
    }
}

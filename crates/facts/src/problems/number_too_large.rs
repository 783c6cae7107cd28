//! A number with more digits than can be computed with exactly.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "number-too-large";

pub(crate) fn problem(place: Place, given: &str, column: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{column}」这里的「{given}」位数太多，没有读。"),
            format!("「{column}」: 「{given}」 has too many digits and was not read."),
        ),
        hint: Bilingual::new("请核对是不是多打了几位。", "Check whether digits were typed by mistake."),
        related: Vec::new(),
    }
}

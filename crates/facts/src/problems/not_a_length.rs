//! Text where a length of time is expected.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "not-a-length";

pub(crate) fn problem(place: Place, given: &str, column: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{column}」要填期间，「{given}」看不出是多长。"),
            format!("「{column}」 takes a length of time; 「{given}」 does not say how long."),
        ),
        hint: Bilingual::new(
            "请写数和单位，如 30日、10工作日、3个月、1年。",
            "Write a number and a unit, such as 30日, 10工作日, 3个月 or 1年.",
        ),
        related: Vec::new(),
    }
}

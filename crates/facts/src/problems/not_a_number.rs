//! Text where a number is expected.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "not-a-number";

pub(crate) fn problem(place: Place, given: &str, column: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{column}」要填数，这里是「{given}」。"),
            format!("「{column}」 takes a number; this is 「{given}」."),
        ),
        hint: Bilingual::new(
            "请只写数字，例如 12.5；千分位逗号要每三位一个；没有的请空着。",
            "Write digits only, such as 12.5; commas must stand at every third digit; leave the cell empty if there is none.",
        ),
        related: Vec::new(),
    }
}

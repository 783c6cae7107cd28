//! Text where a year is expected.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "not-a-year";

pub(crate) fn problem(place: Place, given: &str, column: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{column}」要填年度，「{given}」看不出是哪一年。"),
            format!("「{column}」 takes a year; 「{given}」 does not say which."),
        ),
        hint: Bilingual::new("请写成四位数的年份，例如 2016 或 2016年度。", "Write four digits, such as 2016 or 2016年度."),
        related: Vec::new(),
    }
}

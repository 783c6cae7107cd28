//! Text where a month is expected.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "not-a-month";

pub(crate) fn problem(place: Place, given: &str, column: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{column}」要填年月，「{given}」看不出是哪个月。"),
            format!("「{column}」 takes a month; 「{given}」 does not say which."),
        ),
        hint: Bilingual::new("请写成 2016-06 或 2016年6月。", "Write 2016-06 or 2016年6月."),
        related: Vec::new(),
    }
}

//! Text where a day is expected.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "not-a-date";

pub(crate) fn problem(place: Place, given: &str, column: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{column}」要填日期，「{given}」看不出是哪一天。"),
            format!("「{column}」 takes a date; 「{given}」 does not say which day."),
        ),
        hint: Bilingual::new(
            "请写成 2016-06-01 或 2016年6月1日；只知道月份的，写成 2016-06 或 2016年6月。",
            "Write 2016-06-01 or 2016年6月1日; if only the month is known, 2016-06 or 2016年6月.",
        ),
        related: Vec::new(),
    }
}

//! A number finer than the column allows.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "number-scale";

pub(crate) fn problem(place: Place, given: &str, column: &str, scale: u32) -> Problem {
    let (zh, en) = if scale == 0 {
        ("要填整数".to_owned(), "a whole number".to_owned())
    } else {
        (format!("最多 {scale} 位小数"), format!("at most {scale} decimal places"))
    };
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{column}」{zh}，这里是「{given}」。"), format!("「{column}」 takes {en}; this is 「{given}」.")),
        hint: Bilingual::new("请核对原始数字；系统不替您四舍五入。", "Check the original figure; nothing is rounded on your behalf."),
        related: Vec::new(),
    }
}

//! A confirmation with a year too few or too many.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "confirmation-year-wrong";

pub(crate) fn problem(place: Place, table: &str, by_year: bool) -> Problem {
    let (zh, en, zh_hint, en_hint) = if by_year {
        (
            "按年度确认，这里没有写年度",
            "is confirmed year by year; no year is given here",
            "请填上「年度」，一年一行。",
            "Fill in 「年度」, one row for each year.",
        )
    } else {
        (
            "不按年度确认，这里却写了年度",
            "is not confirmed by year, yet a year is given here",
            "请把「年度」空着。",
            "Leave 「年度」 empty.",
        )
    };
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("表「{table}」{zh}。"), format!("The table 「{table}」 {en}.")),
        hint: Bilingual::new(zh_hint, en_hint),
        related: Vec::new(),
    }
}

//! A span that ends before it begins.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "span-reversed";

pub(crate) fn problem(place: Place, from: &str, to: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("止日「{to}」早于起日「{from}」，这一行没有读。"),
            format!("The last day 「{to}」 is before the first day 「{from}」; the row was not read."),
        ),
        hint: Bilingual::new(
            "请核对起止日期；「至」填最后一天，仍然有效的空着。",
            "Check the two dates; 至 is the last day, left empty while it still holds.",
        ),
        related: Vec::new(),
    }
}

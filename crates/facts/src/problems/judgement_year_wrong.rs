//! A judgement with a year where it has none, or without one.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "judgement-year-wrong";

pub(crate) fn problem(place: Place, name: &str, yearly: bool) -> Problem {
    let (zh, en) = if yearly {
        ("是逐年认定的，这里没有年度", "is judged year by year, and no year stands here")
    } else {
        ("不分年度，这里却填了年度", "has no years, and one stands here")
    };
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{name}」{zh}，这一行没有用。"), format!("「{name}」 {en}; the row was not used.")),
        hint: Bilingual::new(
            if yearly { "请在「年度」一栏填上是哪一年的认定。" } else { "请把「年度」一栏空着。" },
            if yearly { "Say in the column 年度 of which year it is." } else { "Leave the column 年度 empty." },
        ),
        related: Vec::new(),
    }
}

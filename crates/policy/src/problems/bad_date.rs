//! Digits that look like a date and are none.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "bad-date";

/// Digits that look like a date and are none.
#[must_use]
pub fn problem(place: Place, text: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{text}」不是能认的日期。"), format!("「{text}」 is not a date that can be read.")),
        hint: Bilingual::new(
            "日期写 2016-06-01，月份写 2016-06，年度写 2016年度。",
            "Write a day as 2016-06-01, a month as 2016-06, a year as 2016年度.",
        ),
        related: Vec::new(),
    }
}

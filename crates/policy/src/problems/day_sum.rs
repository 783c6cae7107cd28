//! A date added to, or something taken from a date that is no date.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "day-sum";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, what: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{what}」：日期不能这样加减"), format!("「{what}」: dates do not add up like this")),
        hint: Bilingual::new(
            "两个日期相减是相差几日：甲日 − 乙日。推后写「甲日 后 30日」；要比“几日以前”，把推后写在早的一边：「甲日 后 30日 ≤ 乙日」。",
            "A date less a date is a number of days: A − B. A later day is 「A plus 30日」; for \"so long before\", move the earlier one: 「A plus 30日 <= B」.",
        ),
        related: Vec::new(),
    }
}

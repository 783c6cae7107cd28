//! Dated values of a parameter that are not in ascending order.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "values-out-of-order";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{name}」的值没有按年度先后写，或同一年写了两次"),
            format!("the values of 「{name}」 are not in ascending order of years, or one year has two"),
        ),
        hint: Bilingual::new(
            "按「自 早的年度 为 …，自 晚的年度 为 …」的次序写，每个年度一个值。",
            "Write them from the earlier to the later year, one value for each.",
        ),
        related: Vec::new(),
    }
}

//! Something dated by year read where no year is at hand.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "period-missing";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{name}」每年一个值，这里没有年度可用"),
            format!("「{name}」 has a value for each year, but no year is at hand here"),
        ),
        hint: Bilingual::new(
            "给这条定义加上「（年度）」，让它也逐年取值。",
            "Add 「（年度）」 to this definition, so that it has a value for each year too.",
        ),
        related: Vec::new(),
    }
}

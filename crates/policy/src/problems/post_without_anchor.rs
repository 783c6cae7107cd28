//! Posts are read in a yearly rule without the day that counts.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "post-without-anchor";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{name}」没有说以哪一天在任为准"), format!("「{name}」 does not say which day in post counts")),
        hint: Bilingual::new(
            "一年里职务可以换人。写明，如「任职 以 年末 为准」；规定没有说的，写「以 待定「…」：在任时点 为准」。",
            "Within a year a post may change hands. Say it, as in 「任职 以 年末 为准」; where the text leaves it open, 「以 待定「…」：在任时点 为准」.",
        ),
        related: Vec::new(),
    }
}

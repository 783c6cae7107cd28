//! A row of 设定, or a `--set`, about an open value that no rule reads.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "setting-never-read";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("没有任何规则读待定「{name}」，设了也不起作用，没有用这个值。"),
            format!("No rule reads 待定 「{name}」; to settle it would change nothing, so the value was not used."),
        ),
        hint: Bilingual::new(
            "看看是不是要设别的待定（quanheng open 列出还没有设定的）；确实是它，就要先有规则读它。",
            "See whether another 待定 is meant (quanheng open lists those not settled); if it is this one, a rule has to read it first.",
        ),
        related: Vec::new(),
    }
}

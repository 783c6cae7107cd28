//! The tier that takes the rest is missing, or stands before others.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "tiers-without-rest";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, last: bool) -> Problem {
    let (zh, en) = if last {
        ("最后一档没有写「其余」", "the last tier does not take the rest (其余)")
    } else {
        ("「其余」后面还有别的档", "other tiers stand after the one that takes the rest (其余)")
    };
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(zh, en),
        hint: Bilingual::new(
            "切 的最后一档写「→ 其余」，而且只有最后一档这样写，这样人人都有一档。",
            "Write 「→ 其余」 for the last tier, and for no other, so that everybody has a tier.",
        ),
        related: Vec::new(),
    }
}

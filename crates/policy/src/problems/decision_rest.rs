//! A row of 其余 that is not the last one, or that has other conditions beside it.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "decision-rest";

/// A row of 其余 that is not the last one, or that has other conditions beside it.
#[must_use]
pub fn problem(place: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            "「其余」只能是最后一行，而且这一行每格都写「其余」或者「—」。",
            "「rest」 is the last row, and each of its cells says 「rest」 or 「—」.",
        ),
        hint: Bilingual::new(
            "把这一行移到最后，别的条件另起一行。",
            "Move the row to the end, and give other conditions rows of their own.",
        ),
        related: Vec::new(),
    }
}

//! Neither yes nor no.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "not-yes-or-no";

pub(crate) fn problem(place: Place, given: &str, column: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{column}」要填是或否，这里是「{given}」。"),
            format!("「{column}」 takes 是 or 否; this is 「{given}」."),
        ),
        hint: Bilingual::new("请填「是」或「否」。", "Write 「是」 (yes) or 「否」 (no)."),
        related: Vec::new(),
    }
}

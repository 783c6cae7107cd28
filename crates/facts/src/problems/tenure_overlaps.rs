//! One person in one post of one unit, twice for the same days.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "tenure-overlaps";

pub(crate) fn problem(place: Place, name: &str, first: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(
            format!("「{name}」有两行，任职的日子重叠。两行都算。"),
            format!("「{name}」 has two rows, and their days overlap. Both stand."),
        ),
        hint: Bilingual::new(
            "请核对：前一段的「至」填在任的最后一天；写重了的，删去一行。",
            "Check: 「至」 of the earlier row is the last day in post; if it is one tenure written twice, delete a row.",
        ),
        related: vec![(first, Bilingual::new("另一行在这里", "the other row is here"))],
    }
}

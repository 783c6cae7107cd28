//! Two rows that say exactly the same in a table where each row counts.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "repeated-row";

pub(crate) fn problem(place: Place, key: &str, first: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(
            format!("{key} 有两行完全相同，这张表每行各算一次，两行都算了。"),
            format!("{key} has two rows that are exactly alike; in this table each row counts, and both were counted."),
        ),
        hint: Bilingual::new("如果是重复填报，请删去一行。", "If it was entered twice, delete one of them."),
        related: vec![(first, Bilingual::new("相同的一行在这里", "the same row is here"))],
    }
}

//! Two rows with one key that say different things.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "conflicting-values";

pub(crate) fn problem(place: Place, key: &str, column: &str, given: &str, other: &str, second: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("{key} 的「{column}」有两个不同的值：「{given}」和「{other}」。两个都没有用。"),
            format!("{key} has two different values for 「{column}」: 「{given}」 and 「{other}」. Neither was used."),
        ),
        hint: Bilingual::new(
            "请核实后只留一个；如果后一个是更正，请给两行都填上「知悉日期」。",
            "Find out which is right and keep that one; if one corrects the other, give both rows a 「知悉日期」 (known from).",
        ),
        related: vec![(second, Bilingual::new("另一个值在这里", "the other value is here"))],
    }
}

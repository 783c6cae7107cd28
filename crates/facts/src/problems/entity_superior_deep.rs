//! A unit with more levels above it than are followed.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "entity-superior-deep";

pub(crate) fn problem(place: Place, name: &str, most: usize) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("从「{name}」往上，上级超过 {most} 层；再往上的不看。"),
            format!("There are more than {most} levels above 「{name}」; those beyond are not looked at."),
        ),
        hint: Bilingual::new(
            "请查一查这一行和它上面各行的“上级”：大概有一列填错了，例如把上一行的名称填成了上级。",
            "Look at the 上级 of this row and of those above it: probably a column is wrong, such as the name of the row before.",
        ),
        related: Vec::new(),
    }
}

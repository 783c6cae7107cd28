//! Two rows of one id that disagree on what does not change with time.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "entity-disagrees";

pub(crate) fn problem(place: Place, id: &str, column: &str, first: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("编号「{id}」的几行，「{column}」不一致；用的是另一行的。"),
            format!("The rows of 「{id}」 disagree on 「{column}」; the other one was used."),
        ),
        hint: Bilingual::new(
            "同一编号的几行只能名称、代码和起止不同；如果是两个单位，请用两个编号。",
            "Rows of one id may differ only in names, codes and dates; if they are two units, give them two ids.",
        ),
        related: vec![(first, Bilingual::new("另一行在这里", "the other row is here"))],
    }
}

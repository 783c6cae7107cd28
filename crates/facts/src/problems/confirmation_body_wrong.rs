//! A confirmation by a body that the table does not name.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "confirmation-body-wrong";

pub(crate) fn problem(place: Place, table: &str, given: &str, bodies: &[String]) -> Problem {
    let list = bodies.join("、");
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("表「{table}」应由{list}确认完整，这里是「{given}」，不起作用。"),
            format!("The table 「{table}」 is confirmed by {list}; this says 「{given}」 and has no effect."),
        ),
        hint: Bilingual::new("请由有权的机关确认，并写它的全称。", "Have the right body confirm it, and write its full name."),
        related: Vec::new(),
    }
}

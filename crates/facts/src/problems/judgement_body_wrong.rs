//! A judgement by a body that the law does not name for it.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "judgement-body-wrong";

pub(crate) fn problem(place: Place, name: &str, given: &str, bodies: &[String]) -> Problem {
    let list = bodies.join("、");
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{name}」应由{list}认定，这里是「{given}」，这一行没有用。"),
            format!("「{name}」 is judged by {list}; this says 「{given}」, and the row was not used."),
        ),
        hint: Bilingual::new("请由有权的机关认定，并写它的全称。", "Have the right body judge it, and write its full name."),
        related: Vec::new(),
    }
}

//! A kind of entity that no table declares.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "entity-kind-unknown";

pub(crate) fn problem(place: Place, given: &str, kinds: &[String]) -> Problem {
    let list = kinds.join("、");
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("没有叫「{given}」的种类，这一行没有读。"),
            format!("There is no kind called 「{given}」; the row was not read."),
        ),
        hint: Bilingual::new(format!("可以填的有：{list}。"), format!("Allowed: {list}.")),
        related: Vec::new(),
    }
}

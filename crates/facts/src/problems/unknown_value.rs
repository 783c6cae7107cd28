//! A word that is not among those a column allows.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "unknown-value";

pub(crate) fn problem(place: Place, given: &str, column: &str, allowed: &[String], nearest: &[String]) -> Problem {
    let (zh_near, en_near) = super::did_you_mean(nearest);
    let list = allowed.join("、");
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{column}」里没有「{given}」这一项。"),
            format!("「{given}」 is not among the values of 「{column}」."),
        ),
        hint: Bilingual::new(format!("{zh_near}可以填的有：{list}。"), format!("{en_near}Allowed: {list}.")),
        related: Vec::new(),
    }
}

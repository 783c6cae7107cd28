//! A name that several bear.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "ambiguous-entity";

pub(crate) fn problem(place: Place, given: &str, candidates: &[String]) -> Problem {
    let list = candidates.join("、");
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("叫「{given}」的不止一个：{list}。这一行没有读。"),
            format!("Several are called 「{given}」: {list}. The row was not read."),
        ),
        hint: Bilingual::new(
            format!("请把「{given}」改成括号里的编号。"),
            format!("Write the id given in brackets instead of 「{given}」."),
        ),
        related: Vec::new(),
    }
}

//! A word where a clause should begin that begins none.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "unknown-clause";

/// A word where a clause should begin that begins none.
#[must_use]
pub fn problem(place: Place, word: &str, statement: &str, near: Option<&str>, allowed: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{statement}」语句里没有「{word}」这一项。"),
            format!("A 「{statement}」 statement has no clause 「{word}」."),
        ),
        hint: Bilingual::new(
            match near {
                Some(near) => format!("是不是「{near}」？这里可以写：{allowed}。"),
                None => format!("这里可以写：{allowed}。"),
            },
            match near {
                Some(near) => format!("Did you mean 「{near}」? Possible here: {allowed}."),
                None => format!("Possible here: {allowed}."),
            },
        ),
        related: Vec::new(),
    }
}

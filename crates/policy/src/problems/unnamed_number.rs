//! A legal number without a name.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "unnamed-number";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, number: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(
            format!("「{number}」没有名字，别的包不能改它"),
            format!("「{number}」 has no name, so no other pack can change it"),
        ),
        hint: Bilingual::new(format!("在后面写上名字，例如「{number}「某某标准」」。"), format!("Name it, as in 「{number}「NAME」」.")),
        related: Vec::new(),
    }
}

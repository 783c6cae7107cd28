//! A character no rule can contain.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "unknown-character";

/// A character no rule can contain.
#[must_use]
pub fn problem(place: Place, character: &str, hint_: &Bilingual) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{character}」在规则里没有意义。"), format!("「{character}」 means nothing in a rule.")),
        hint: Bilingual::new(hint_.zh.clone(), hint_.en.clone()),
        related: Vec::new(),
    }
}

//! A bare word that several things bear.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "ambiguous-name";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str, candidates: &[String]) -> Problem {
    let list = candidates.iter().map(|n| format!("「{n}」")).collect::<Vec<_>>().join("、");
    let first = candidates.first().cloned().unwrap_or_default();
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{name}」可以指{list}，分不清是哪一个"), format!("「{name}」 may mean {list}")),
        hint: Bilingual::new(format!("写全名，例如「{first}」。"), format!("Write the full name, for example 「{first}」.")),
        related: Vec::new(),
    }
}

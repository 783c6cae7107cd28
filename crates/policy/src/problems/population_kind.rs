//! A ranking or list over entities that are not the ones it is about.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "population-kind";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str, owner: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{name}」写的是{owner}，「从」后面却不是{owner}"),
            format!("「{name}」 is about {owner}, but 从 names others"),
        ),
        hint: Bilingual::new(
            format!("「从」后面写{owner}；只要其中几种，用「，限 …」。"),
            format!("After 从 write {owner}; to take only some kinds add 「，限 …」."),
        ),
        related: Vec::new(),
    }
}

//! A 视 that does not say what happens in some case.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "match-gap";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, missing: &[String]) -> Problem {
    let list = missing.join("、");
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("这个「视」没有说到：{list}"), format!("this 视 does not say what happens for: {list}")),
        hint: Bilingual::new(
            "给每个值补上「值 → 结果」，或在最后写「其余 → 结果」。",
            "Add 「value → result」 for each, or end with 「其余 → result」.",
        ),
        related: Vec::new(),
    }
}

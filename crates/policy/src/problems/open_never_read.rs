//! A 待定 that no rule reads.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "open-never-read";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(format!("待定「{name}」没有任何规则读它"), format!("no rule reads 待定「{name}」")),
        hint: Bilingual::new(
            format!("在规则里用它（视 {name}：… → …），或删去：定了也不起作用的不必问。"),
            format!("Use it in a rule (视 {name}：… → …), or remove it: what changes nothing need not be asked."),
        ),
        related: Vec::new(),
    }
}

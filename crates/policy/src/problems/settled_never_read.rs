//! 设 of a 待定 that no rule reads.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "settled-never-read";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("没有任何规则读待定「{name}」，设了也不起作用"),
            format!("no rule reads 待定「{name}」, so settling it changes nothing"),
        ),
        hint: Bilingual::new(
            format!("在规则里用它（视 {name}：… → …），或者连「设」一起删去。"),
            format!("Use it in a rule (视 {name}：… → …), or remove it together with the 设."),
        ),
        related: Vec::new(),
    }
}

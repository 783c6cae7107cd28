//! Definitions that read each other in the same year.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "circular-definition";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, chain: &[String]) -> Problem {
    let list = chain.iter().map(|n| format!("「{n}」")).collect::<Vec<_>>().join(" → ");
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("绕圈了：{list}"), format!("this goes in a circle: {list}")),
        hint: Bilingual::new(
            "同一年里谁先算不出来：去掉其中一处读取，或改读「上年(…)」。",
            "Within one year nothing comes first: remove one of these reads, or read 「上年(…)」.",
        ),
        related: Vec::new(),
    }
}

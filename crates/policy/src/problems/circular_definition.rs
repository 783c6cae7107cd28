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
        text: Bilingual::new(format!("定义绕成了一个圈：{list}"), format!("these definitions go in a circle: {list}")),
        hint: Bilingual::new(
            "同一年里谁也没法先算出来。去掉其中一处读取，或者改读「上年(…)」。",
            "Within one year none of them can be worked out first. Remove one of these readings, or read 「上年(…)」 instead.",
        ),
        related: Vec::new(),
    }
}

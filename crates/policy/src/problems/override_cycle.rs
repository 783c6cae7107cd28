//! Exceptions that override each other in a circle.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "override-cycle";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, labels: &[String]) -> Problem {
    let list = labels.iter().map(|n| format!("「{n}」")).collect::<Vec<_>>().join(" → ");
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("这些规则互相压过：{list}"), format!("these rules override each other: {list}")),
        hint: Bilingual::new(
            "谁压过谁要有尽头：去掉其中一个「于」或「让于」。",
            "There must be an end to who overrides whom: remove one 于 or 让于.",
        ),
        related: Vec::new(),
    }
}

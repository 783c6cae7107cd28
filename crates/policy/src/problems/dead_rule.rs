//! A rule whose condition can never hold.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "dead-rule";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, label: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(format!("「{label}」的条件永远不会成立"), format!("the condition of 「{label}」 can never hold")),
        hint: Bilingual::new(
            "检查条件里互相矛盾的部分（例如同一个数既 < 5 又 > 10）；确实用不着就删去。",
            "Look for parts that contradict each other (a number < 5 and > 10); if the rule is not needed, remove it.",
        ),
        related: Vec::new(),
    }
}

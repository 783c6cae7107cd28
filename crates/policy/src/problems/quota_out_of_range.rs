//! A quota that is not positive, or more than everyone.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "quota-out-of-range";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, quota: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("名额「{quota}」不在合理范围"), format!("the quota 「{quota}」 is out of range")),
        hint: Bilingual::new("名额要大于 0；按比例的不超过 100%。", "A quota is more than 0; a ratio is at most 100%."),
        related: Vec::new(),
    }
}

//! 非 非.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "double-not";

/// 非 非.
#[must_use]
pub fn problem(place: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new("“非”连写了两次。", "非 (not) stands twice in a row."),
        hint: Bilingual::new("去掉两个“非”，或者用括号：非 (非 甲)。", "Remove both, or use brackets: not (not a)."),
        related: Vec::new(),
    }
}

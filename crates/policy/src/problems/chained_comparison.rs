//! a < b < c.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "chained-comparison";

/// a < b < c.
#[must_use]
pub fn problem(place: Place, sign: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("比较连着写了两次，第二个是「{sign}」。"),
            format!("Two comparisons in a row; the second is 「{sign}」."),
        ),
        hint: Bilingual::new("拆成两个：如 1 ≤ 名次 且 名次 ≤ 10。", "Make them two: 1 ≤ x and x ≤ 10."),
        related: Vec::new(),
    }
}

//! A number too long to be exact.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "bad-number";

/// A number too long to be exact.
#[must_use]
pub fn problem(place: Place, text: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{text}」位数太多，超出能精确计算的范围。"),
            format!("「{text}」 has too many digits to be reckoned exactly."),
        ),
        hint: Bilingual::new(
            "数字连小数最多 30 位；金额大时用 万元、亿元 作单位。",
            "A number has at most 30 digits, decimals included; use 万元 or 亿元 for large sums.",
        ),
        related: Vec::new(),
    }
}

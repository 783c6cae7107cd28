//! 以上 and 以下 used as operators.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "word-operator";

/// 以上 and 以下 used as operators.
#[must_use]
pub fn problem(place: Place, word: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{word}」不能用来比较：含不含本数，各处说法不一。"),
            format!("「{word}」 cannot be used to compare: laws differ on whether the number itself is included."),
        ),
        hint: Bilingual::new(
            "含本数写 ≥ 或 ≤，不含写 > 或 <，如：名次 ≤ 10。",
            "Write ≥ or ≤ to include the number, > or < to leave it out: place ≤ 10.",
        ),
        related: Vec::new(),
    }
}

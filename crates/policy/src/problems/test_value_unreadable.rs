//! A cell of a test that is no value of its column.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "test-value-unreadable";

/// A cell of a test that is no value of its column.
#[must_use]
pub fn problem(place: Place, what: &str, expected: &Bilingual) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("看不懂测试里的「{what}」；这里该填的是：{}。", expected.zh),
            format!("Cannot read 「{what}」 in the test; expected: {}.", expected.en),
        ),
        hint: Bilingual::new(
            "填一个值；不知道的填 ？，只知道界限的填 ≥11、≤10 或者 60…100万元，不核对的填 —。",
            "Enter a value; ？ for one not known, ≥11, ≤10 or 60…100万元 where only bounds are known, — for nothing to check.",
        ),
        related: Vec::new(),
    }
}

//! A test table without an expected column.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "test-nothing-expected";

/// A test table without an expected column.
#[must_use]
pub fn problem(place: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            "这张表没有说应当得到什么，没有可核对的。",
            "This table does not say what should come out; there is nothing to check.",
        ),
        hint: Bilingual::new("至少有一栏的标题以 ⇒ 开头，如 `⇒ 奖金`。", "Begin at least one heading with ⇒, such as `⇒ 奖金`."),
        related: Vec::new(),
    }
}

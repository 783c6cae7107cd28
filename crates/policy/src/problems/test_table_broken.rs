//! Lines of a test that look like a table and are none.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "test-table-broken";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            "这几行像一张表，却读不成表，里面的例子没有核对",
            "these lines look like a table but are none; the examples in them were not checked",
        ),
        hint: Bilingual::new(
            "表头下面要有分隔行（|---|---|），格数与表头一样多；表前空一行。",
            "Below the head there must be a separator row (|---|---|) with as many cells as the head, and a blank line before the table.",
        ),
        related: Vec::new(),
    }
}

//! A test table that does not say how its rows stand to each other.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "test-mode-missing";

/// A test table that does not say how its rows stand to each other.
#[must_use]
pub fn problem(place: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new("这张表前面没有说各行是什么关系。", "Nothing over this table says how its rows stand to each other."),
        hint: Bilingual::new(
            "在表的上面用反引号写 `各行独立`（每行各是一个例子），或者 `同一世界`（各行一起排名）。",
            "Write `各行独立` (each row is an example of its own) or `同一世界` (the rows compete with each other) in backquotes above the table.",
        ),
        related: Vec::new(),
    }
}

//! A test table that does not say its year.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "test-year-missing";

/// A test table that does not say its year.
#[must_use]
pub fn problem(place: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new("这张表没有说是哪一年度。", "This table does not say which year it is about."),
        hint: Bilingual::new("在表的上面写 `年度 2016`，或者加一栏“年度”。", "Write `年度 2016` above the table, or add a column 年度."),
        related: Vec::new(),
    }
}

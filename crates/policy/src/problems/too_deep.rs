//! An expression nested deeper than 200 levels.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "too-deep";

/// An expression nested deeper than 200 levels.
#[must_use]
pub fn problem(place: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new("式子套得太深，超过 200 层。", "The expression is nested more than 200 levels deep."),
        hint: Bilingual::new(
            "把里面的部分另写成一条“定义”，这里只写它的名字。",
            "Make the inner part a definition of its own and use its name here.",
        ),
        related: Vec::new(),
    }
}

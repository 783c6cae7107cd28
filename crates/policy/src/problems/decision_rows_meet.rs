//! Two rows of a 判定表 of which only one may hold, and a case in which both do.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "decision-rows-meet";

/// Two rows of a 判定表 of which only one may hold, and a case in which both do.
#[must_use]
pub fn problem(place: Place, row: &str, other: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("这一行和另一行可以同时成立，而判定表取唯一。例如：\n{row}"),
            format!("This row and another can hold together, and only one may. For example:\n{row}"),
        ),
        hint: Bilingual::new(
            "把两行的条件写得互不相交，如 ≥ 10，< 30。",
            "Write the conditions so that they do not meet, such as ≥ 10，< 30.",
        ),
        related: vec![(other, Bilingual::new("另一行在这里", "the other row is here"))],
    }
}

//! A limit that runs from a step which comes later.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "limit-starts-later";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, step: &str, start: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(
            format!("步骤「{step}」的期限从「{start}」起算，可那一步还没有走到"),
            format!("the limit in the step 「{step}」 runs from 「{start}」, which has not been reached by then"),
        ),
        hint: Bilingual::new(
            "期限要从前面的步骤、或者另外的一天起算；步骤的先后写错了的，改先后。",
            "A limit runs from an earlier step or from some other day; or else put the steps in their right order.",
        ),
        related: Vec::new(),
    }
}

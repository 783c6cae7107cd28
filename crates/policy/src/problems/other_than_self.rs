//! Somebody who has to be somebody else than himself.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "other-than-self";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, who: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{who}」不同于自己，做不到"), format!("「{who}」 cannot be somebody else than 「{who}」")),
        hint: Bilingual::new(
            "一边改成另一个角色，例如 决定人 不同于 调查人。",
            "Name another role on one side, such as 决定人 不同于 调查人.",
        ),
        related: Vec::new(),
    }
}

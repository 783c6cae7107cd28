//! Procedures that lead back to themselves by 依 or 申诉.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "procedure-cycle";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, chain: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("程序转了一圈又回到自己：{chain}"), format!("the procedures lead back to themselves: {chain}")),
        hint: Bilingual::new(
            "这样永远走不完。其中一个自己写出步骤，或者不写「申诉 依」。",
            "That would never end. Write out the steps of one of them, or leave out its 申诉 依.",
        ),
        related: Vec::new(),
    }
}

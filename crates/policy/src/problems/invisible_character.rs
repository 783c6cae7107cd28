//! A control, zero-width, right-to-left or no-break character inside rules.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "invisible-character";

/// A control, zero-width, right-to-left or no-break character inside rules.
#[must_use]
pub fn problem(place: Place, code: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("这里有一个看不见的字符（{code}），可能是复制时带进来的。"),
            format!("There is an invisible character here ({code}), perhaps copied from elsewhere."),
        ),
        hint: Bilingual::new("删去这里的字符，重新打一遍前后两个字。", "Delete it: retype the characters on both sides."),
        related: Vec::new(),
    }
}

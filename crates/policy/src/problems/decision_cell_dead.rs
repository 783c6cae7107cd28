//! A cell of a 判定表 that never decides: where it is reached, a higher level is reached anyway.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "decision-cell-dead";

/// A cell of a 判定表 that never decides: where it is reached, a higher level is reached anyway.
#[must_use]
pub fn problem(place: Place, level: &str, column: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(
            format!("「{level}」行的「{column}」起不了作用：达到它的，已经达到更高的级。"),
            format!("The cell 「{column}」 of 「{level}」 never decides: whoever reaches it reaches a higher level anyway."),
        ),
        hint: Bilingual::new(
            "核对这一格和上面各行的数；确实没有标准的写「—」。",
            "Compare the cell with the rows above it; where there is no criterion write 「—」.",
        ),
        related: Vec::new(),
    }
}

//! A 判定表 whose table has nothing to decide by.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "decision-without-columns";

/// A 判定表 whose table has nothing to decide by.
#[must_use]
pub fn problem(place: Place, name: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{name}」的判定表只有一栏，没有判定的依据。"),
            format!("The table of 「{name}」 has one column only, and nothing to decide by."),
        ),
        hint: Bilingual::new(
            "第一栏写结果（级别），后面每栏的标题写一个栏目或定义。",
            "Put the result (the level) into the first column, and over each further column the name of a column or a definition.",
        ),
        related: Vec::new(),
    }
}

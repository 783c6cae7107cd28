//! A cell of a 参数 of the type 表 that is given two values.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "table-cell-twice";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, cell: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{cell}」写了两次"), format!("「{cell}」 is given twice")),
        hint: Bilingual::new("每一格只写一个值，删掉一处。", "Each cell has one value: remove one of the two."),
        related: Vec::new(),
    }
}

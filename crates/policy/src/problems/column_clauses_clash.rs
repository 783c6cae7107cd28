//! Column clauses that contradict each other.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "column-clauses-clash";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, column: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{column}」的 可缺、可空、缺省 只能写一个"),
            format!("「{column}」 may have only one of 可缺, 可空 and 缺省"),
        ),
        hint: Bilingual::new(
            "没有录入就是不知道：可缺；空白表示没有：可空；空白有固定含义：缺省。",
            "Blank means not known: 可缺; blank means none: 可空; blank has a set meaning: 缺省.",
        ),
        related: Vec::new(),
    }
}

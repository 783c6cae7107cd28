//! 完整 … 按 names something that is not a key of the table.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "completeness-key";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str, table: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{table}」表名后的括号里没有「{name}」，不能按它确认"),
            format!("「{name}」 does not stand in the brackets after 「{table}」, so the table cannot be signed by it"),
        ),
        hint: Bilingual::new("「按」后面写表名括号里的年度或枚举。", "After 按 write 年度 or an enum from the brackets of the table."),
        related: Vec::new(),
    }
}

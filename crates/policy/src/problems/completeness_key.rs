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
            format!("「{table}」没有叫「{name}」的键，不能按它确认"),
            format!("「{table}」 has no key 「{name}」 to be signed by"),
        ),
        hint: Bilingual::new("「按」后面写表名括号里的年度或枚举。", "After 按 stand 年度 or enums from the brackets of the table."),
        related: Vec::new(),
    }
}

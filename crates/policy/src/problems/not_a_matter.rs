//! 不计 names a table that no 登记 holds.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "not-a-matter";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, table: &str, registered: &[String]) -> Problem {
    let quoted = |names: &[String]| names.iter().map(|n| format!("「{n}」")).collect::<Vec<_>>().join("、");
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{table}」没有登记为可以不计的事项"),
            format!("「{table}」 is not registered as a matter that may be set aside"),
        ),
        hint: Bilingual::new(
            if registered.is_empty() {
                format!("先登记，如「登记 事项 包括 {table}」。")
            } else {
                format!("已登记的是{}；要加上它，写「登记 事项 增 {table}」。", quoted(registered))
            },
            if registered.is_empty() {
                format!("Register it first, as in 「登记 事项 包括 {table}」.")
            } else {
                format!("Registered are {}; to add it write 「登记 事项 增 {table}」.", quoted(registered))
            },
        ),
        related: Vec::new(),
    }
}

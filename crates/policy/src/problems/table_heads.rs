//! A declaring table without 栏 or 类型.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "table-heads";

/// A declaring table without 栏 or 类型.
#[must_use]
pub fn problem(place: Place, head: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("这张表缺少「{head}」一栏。"), format!("This table has no column 「{head}」.")),
        hint: Bilingual::new(
            "表的第一行应当是 | 栏 | 类型 | 可认表头 |。",
            "Its first row must be | column | type | headings | (栏, 类型, 可认表头).",
        ),
        related: Vec::new(),
    }
}

//! `见下表` without a Markdown table.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "table-missing";

/// `见下表` without a Markdown table.
#[must_use]
pub fn problem(place: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new("这里写了“见下表”，规则块后面却没有表。", "This says \"see_table\", but no table follows the block of rules."),
        hint: Bilingual::new(
            "在规则块后面加上表，第一行是 | 栏 | 类型 | 可认表头 |。",
            "Add the table after the block; its first row is | column | type | headings |.",
        ),
        related: Vec::new(),
    }
}

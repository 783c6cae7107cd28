//! 每 a table of which an entity may have several rows.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "duty-each-row";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, table: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("表「{table}」一个单位一年可以有几行，不知道义务跟着哪一行"),
            format!("an entity may have several rows a year in the table 「{table}」, so it is not clear which of them the duty goes with"),
        ),
        hint: Bilingual::new(
            "要逐件负责的，把这张表声明成「事件」，每件有自己的编号；只按单位负责的，写 每 单位的种类。",
            "If the duty is owed for each matter, declare the table as 事件, where each has its own number; if for each unit, write 每 with the kind of unit.",
        ),
        related: Vec::new(),
    }
}

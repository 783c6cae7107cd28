//! A row that gives headings to a key the table does not have.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "key-heading-unknown";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str, table: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{table}」没有叫「{name}」的键"), format!("「{table}」 has no key called 「{name}」")),
        hint: Bilingual::new(
            "类型写「—」的行只用来给键或「表名」补充可认表头；栏要写类型。",
            "A row whose type is 「—」 only adds headings to a key or to 「表名」; a column needs a type.",
        ),
        related: Vec::new(),
    }
}

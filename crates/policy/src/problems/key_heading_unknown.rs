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
        text: Bilingual::new(
            format!("「{table}」表名后的括号里没有「{name}」"),
            format!("「{name}」 does not stand in the brackets after 「{table}」"),
        ),
        hint: Bilingual::new(
            "类型写「—」的行，只给括号里的那几样和「表名」补充可认表头；这一行如果是栏，请写上类型。",
            "A row whose type is 「—」 only adds headings for what stands in the brackets, or for 「表名」; if this is a column, give it a type.",
        ),
        related: Vec::new(),
    }
}

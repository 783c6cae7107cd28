//! The index written beside a registered table is not the index of that table.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "matter-keys";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, table: &str, keys: &[String]) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("登记里「{table}」后面的括号和这张表的下标不一样"),
            format!("the brackets after 「{table}」 in this register are not the index of that table"),
        ),
        hint: Bilingual::new(
            if keys.is_empty() {
                format!("「{table}」的每一行自己就是一件事，不写括号。")
            } else {
                format!("写成「{table}（{}）」。", keys.join("，"))
            },
            if keys.is_empty() {
                format!("Each row of 「{table}」 is a matter by itself: write no brackets.")
            } else {
                format!("Write 「{table}（{}）」.", keys.join("，"))
            },
        ),
        related: Vec::new(),
    }
}

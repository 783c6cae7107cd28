//! Headings that fit several tables, under a name that fits none.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "table-ambiguous";

pub(crate) fn problem(place: Place, name: &str, fitting: &[String]) -> Problem {
    let list = fitting.join("、");
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("从名字「{name}」看不出是哪张表，表头又同时合于：{list}。没有读。"),
            format!("The name 「{name}」 does not say which table this is, and its headings fit several: {list}. It was not read."),
        ),
        hint: Bilingual::new("请把工作表或文件改成其中一张表的名字。", "Rename the sheet or file to the one that is meant."),
        related: Vec::new(),
    }
}

//! 参数 with an owner before its name.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "param-of-nobody";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str, last: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("参数不属于谁，「{name}」前面写了归属"),
            format!("a 参数 belongs to nobody, and 「{name}」 names an owner"),
        ),
        hint: Bilingual::new(
            format!("只写「参数 {last}：…」；各单位不同的数，写成定义或者事实表里的栏。"),
            format!("Write 「参数 {last}：…」 alone; what differs from unit to unit is a definition, or a column of a fact table."),
        ),
        related: Vec::new(),
    }
}

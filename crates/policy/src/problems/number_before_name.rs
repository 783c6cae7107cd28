//! Digits followed by a name.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "number-before-name";

/// Digits followed by a name.
#[must_use]
pub fn problem(place: Place, number: &str, name: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("数字「{number}」后面直接跟着名字「{name}」，中间没有运算符号。"),
            format!("The number 「{number}」 stands right before the name 「{name}」 with nothing between them."),
        ),
        hint: Bilingual::new(
            format!("如果是给数字取名，写成 {number}「{name}」；如果是运算，写上 + − × ÷ 。"),
            format!("To name the number write {number}「{name}」; to reckon put + − × ÷ between them."),
        ),
        related: Vec::new(),
    }
}

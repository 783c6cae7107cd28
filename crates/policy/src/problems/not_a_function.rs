//! Brackets after a name that takes none.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "not-a-function";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{name}」后面不带括号"), format!("「{name}」 takes no brackets")),
        hint: Bilingual::new(
            "去掉括号。带括号的只有：语言自带的函数；声明时括号里写了枚举的表和定义。",
            "Remove the brackets. Only built-in functions take them, and tables and definitions declared with an enum in theirs.",
        ),
        related: Vec::new(),
    }
}

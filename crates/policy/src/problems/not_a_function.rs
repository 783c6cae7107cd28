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
            "去掉括号；只有语言自带的函数和带枚举键的表栏才带括号。",
            "Remove the brackets; only built-in functions and columns of tables with enum keys take them.",
        ),
        related: Vec::new(),
    }
}

//! 增 to an enum that does not allow it.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "enum-not-extensible";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, of: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{of}」没有写「可增」，不能再增加值"), format!("「{of}」 is not 可增: no value can be added")),
        hint: Bilingual::new(
            "只有声明时写了「可增」、又不分高低的枚举能增加值；否则另立一个枚举。",
            "Only an unordered enum declared 可增 takes more values; else declare an enum of your own.",
        ),
        related: Vec::new(),
    }
}

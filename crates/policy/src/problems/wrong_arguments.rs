//! A function called with other arguments than it takes.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "wrong-arguments";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, function: &str, usage: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{function}」括号里的内容不对"),
            format!("the brackets of 「{function}」 do not hold what it takes"),
        ),
        hint: Bilingual::new(format!("写法是：{usage}。"), format!("It is written: {}.", usage.replace("，或 ", " or "))),
        related: Vec::new(),
    }
}

//! A number of places that is not written down, or is too large.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "places-not-bounded";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, words: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「保留」后面要写 0 到 8 的整数，这里是「{words}」"),
            format!("after 「保留」 stands a whole number from 0 to 8; here it is 「{words}」"),
        ),
        hint: Bilingual::new(
            "写一个数，如「保留 4位」，或者一个只有一个值的具名数字。",
            "Write a number, as in 「保留 4位」, or a named number of one value.",
        ),
        related: Vec::new(),
    }
}

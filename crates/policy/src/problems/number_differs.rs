//! A named number written twice with different values.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "number-differs";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str, one: &str, other: &str, first: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{name}」一处是 {one}，一处是 {other}"),
            format!("「{name}」 is {one} in one place and {other} in another"),
        ),
        hint: Bilingual::new(
            "同一个名字只能有一个值：改成一样，或给另一个数换个名字。",
            "One name has one value: make them the same, or give the other number its own name.",
        ),
        related: vec![(first, Bilingual::new("前一处在这里", "the other one is here"))],
    }
}

//! A day where a year is asked for.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "day-where-year";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, day: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{day}」是日子，逐年的规则按年度施行"),
            format!("「{day}」 is a day; rules by year are in force by year"),
        ),
        hint: Bilingual::new(
            "写年度，例如「2016年度」。只有事件自己的定义、例外、判定表、结论（主人是一种事件，没有「（年度）」）按事件那天施行，可以写日子。",
            "Write a year, for example 「2016年度」. Only definitions, exceptions, decision tables and conclusions of an event itself (its owner is a kind of event, without 「（年度）」) are in force by the day of the event, and may have a day.",
        ),
        related: Vec::new(),
    }
}

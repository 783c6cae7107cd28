//! A limit of known length that runs from nothing.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "limit-without-start";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, words: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("期限「{words}」没有说从哪天起算"),
            format!("the limit 「{words}」 does not say from which day it runs"),
        ),
        hint: Bilingual::new(
            "后面写「，自 收到」这样的起算日：步骤名、事实里的日期，或者办件时要记下的一天。原文没有说的，写成待定的长短，不要猜。",
            "Add the day it runs from, such as 「, after 收到」: a step, a date of the facts, or a day that the case file will record. If the text does not say, leave the length open rather than guess.",
        ),
        related: Vec::new(),
    }
}

//! 不迟于 a day of the year where no year is at hand.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "limit-needs-year";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, words: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{words}」说的是某年的某日，这里没有年度可用"),
            format!("「{words}」 is a day of a year, but no year is at hand here"),
        ),
        hint: Bilingual::new(
            "义务写 每 年度（或者按年度记的表），程序在括号里加「，年度」。",
            "Let the duty be owed 每 年度 (or for a table by year), or add 「，年度」 to the brackets of the procedure.",
        ),
        related: Vec::new(),
    }
}

//! 未考核 where the condition has a value in every year.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "unassessed-refused";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, condition: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("这里不能写「未考核」：「{condition}」每一年都有是或否，不会不适用"),
            format!("「未考核」 cannot stand here: 「{condition}」 is yes or no in every year, and never 不适用"),
        ),
        hint: Bilingual::new(
            "去掉「未考核 …」。名单里没有的算否，没有录入的是未知，都不是没有考核。",
            "Remove 「未考核 …」. Not being on a list is no, and what is not entered is unknown: neither is “not assessed”.",
        ),
        related: Vec::new(),
    }
}

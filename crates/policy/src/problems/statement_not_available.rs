//! A statement word of a later version of the language.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "statement-not-available";

/// A statement word of a later version of the language.
#[must_use]
pub fn problem(place: Place, word: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{word}」是语言保留的语句，第 1 版还不能用；这一条没有读。"),
            format!("「{word}」 is reserved for a statement that language version 1 does not have yet; it was not read."),
        ),
        hint: Bilingual::new(
            "先把它写成正文说明；等语言有了这种语句再改成规则。",
            "Keep it as prose for now, and make it a rule when the language has the statement.",
        ),
        related: Vec::new(),
    }
}

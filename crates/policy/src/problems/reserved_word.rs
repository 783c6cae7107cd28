//! A reserved word where a name must stand.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "reserved-word";

/// A reserved word where a name must stand.
#[must_use]
pub fn problem(place: Place, word: &str, expected: &Bilingual) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{word}」是规则用的词，不能作名字；这里应当是{e}。", e = expected.zh),
            format!("「{word}」 is a word of the language and cannot be a name; expected {e} here.", e = expected.en),
        ),
        hint: Bilingual::new(
            format!("换一个名字；如果漏写了{e}，请补上。", e = expected.zh),
            format!("Use another name; if {e} was left out, put it in.", e = expected.en),
        ),
        related: Vec::new(),
    }
}

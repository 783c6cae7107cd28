//! A run of characters that contains a keyword where no name can stand.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "missing-space";

/// A run of characters that contains a keyword where no name can stand.
#[must_use]
pub fn problem(place: Place, word: &str, split: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{word}」是不是漏了空格？规则里的连接词前后要有空格。"),
            format!("Is a space missing in 「{word}」? A keyword needs a space or punctuation on both sides."),
        ),
        hint: Bilingual::new(format!("如果是，写成「{split}」。"), format!("If so, write 「{split}」.")),
        related: Vec::new(),
    }
}

//! A word too many.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "extra-word";

/// A word where nothing more may stand.
#[must_use]
pub fn extra_word(word: &str) -> Problem {
    Problem {
        place: Place::Option { option: word.to_owned() },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{word}」是多出来的。"), format!("「{word}」 is one word too many.")),
        hint: Bilingual::new(
            "名称里有空格的，要用引号括起来；选项的值紧跟在选项后面。",
            "Put a name with blanks in quotes; the value of an option comes right after it.",
        ),
        related: Vec::new(),
    }
}

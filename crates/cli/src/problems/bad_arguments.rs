//! Anything else that cannot be read on the command line.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "bad-arguments";

/// `words` are those of the reader of the command line.
#[must_use]
pub fn bad_arguments(option: &str, words: &str) -> Problem {
    Problem {
        place: Place::Option { option: option.to_owned() },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            if option.is_empty() { "命令看不懂。".to_owned() } else { format!("命令里「{option}」这一处看不懂。") },
            format!("The command cannot be understood ({words})."),
        ),
        hint: Bilingual::new(
            "看看选项后面是不是多写了值，或者两个选项不能同时用；写法见 quanheng 命令 --help 。",
            "See whether a value stands after an option that takes none, or two options exclude each other; quanheng COMMAND --help --lang en tells how it is written.",
        ),
        related: Vec::new(),
    }
}

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
        text: Bilingual::new(format!("命令看不懂（{words}）。"), format!("The command cannot be understood ({words}).")),
        hint: Bilingual::new("请对照 quanheng 命令 --help 的写法。", "Compare it with quanheng COMMAND --help --lang en."),
        related: Vec::new(),
    }
}

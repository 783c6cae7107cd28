//! An option that no command has.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "unknown-option";

/// `nearest` are options that look alike.
#[must_use]
pub fn unknown_option(word: &str, nearest: &[String]) -> Problem {
    let hint = if nearest.is_empty() {
        Bilingual::new("quanheng 命令 --help 会列出这个命令的选项。", "quanheng COMMAND --help --lang en lists the options of a command.")
    } else {
        Bilingual::new(format!("是不是想写 {}？", nearest.join("、")), format!("Did you mean {}?", nearest.join(", ")))
    };
    Problem {
        place: Place::Option { option: word.to_owned() },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("这个命令没有选项「{word}」。"), format!("This command has no option 「{word}」.")),
        hint,
        related: Vec::new(),
    }
}

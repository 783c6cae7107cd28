//! A command that does not exist.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "unknown-command";

/// `nearest` are commands that look alike, `all` the commands there are.
#[must_use]
pub fn unknown_command(word: &str, nearest: &[String], all: &[String]) -> Problem {
    let hint = if nearest.is_empty() {
        Bilingual::new(format!("命令有：{}。", all.join("、")), format!("The commands are: {}.", all.join(", ")))
    } else {
        Bilingual::new(format!("是不是想写 {}？", nearest.join("、")), format!("Did you mean {}?", nearest.join(", ")))
    };
    Problem {
        place: Place::Option { option: word.to_owned() },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("没有「{word}」这个命令。"), format!("There is no command 「{word}」.")),
        hint,
        related: Vec::new(),
    }
}

//! 来源.toml speaks of a file that is not there.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "source-note-unused";

/// `name` is the section in the file `path`.
#[must_use]
pub fn source_note_unused(path: &str, name: &str) -> Problem {
    Problem {
        place: Place::File { file: path.to_owned() },
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(
            format!("来源说明写了「{name}」，但旁边没有这个文件。"),
            format!("The note on sources speaks of 「{name}」, but there is no such file beside it."),
        ),
        hint: Bilingual::new(
            "请核对文件名（连后缀一起写），或者删掉这一节。",
            "Check the name of the file (with its ending), or take this section out.",
        ),
        related: Vec::new(),
    }
}

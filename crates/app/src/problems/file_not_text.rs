//! A file of a pack is not UTF-8 text.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "file-not-text";

/// Law and tables must be UTF-8.
#[must_use]
pub fn file_not_text(path: &str) -> Problem {
    Problem {
        place: Place::File { file: path.to_owned() },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{path}」不是 UTF-8 文本。"), format!("「{path}」 is not UTF-8 text.")),
        hint: Bilingual::new(
            "政策包的条文和表要存成 UTF-8：用文本编辑器打开，另存为，编码选 UTF-8。",
            "The texts of a pack are kept in UTF-8: open the file in an editor, save it under the same name with the encoding UTF-8.",
        ),
        related: Vec::new(),
    }
}

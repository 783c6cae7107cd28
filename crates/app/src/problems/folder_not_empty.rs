//! There is something where a new pack should go.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "folder-not-empty";

/// `files` is how many files there are.
#[must_use]
pub fn folder_not_empty(folder: &str, files: usize) -> Problem {
    Problem {
        place: Place::File { file: folder.to_owned() },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("文件夹「{folder}」里已经有 {files} 个文件，新的政策包不能放进去。"),
            format!("The folder 「{folder}」 holds {files} files already; a new pack cannot go there."),
        ),
        hint: Bilingual::new(
            "请写一个还没有的文件夹，或者空的文件夹。已有的文件一个都没有动。",
            "Name a folder that is not there yet, or an empty one. Nothing in this one was touched.",
        ),
        related: Vec::new(),
    }
}

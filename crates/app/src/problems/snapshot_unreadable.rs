//! A file of a snapshot is what its hash says, and cannot be read.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "snapshot-unreadable";

/// `file` with its folder.
#[must_use]
pub fn snapshot_unreadable(file: &str) -> Problem {
    Problem {
        place: Place::File { file: file.to_owned() },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("文件「{file}」读不出来：它和清单说的不是一回事。"),
            format!("The file 「{file}」 cannot be read: it is not what the manifest says."),
        ),
        hint: Bilingual::new(
            "这个快照不是 quanheng snapshot 写成的样子。请从原表重做一份。",
            "This snapshot is not as quanheng snapshot writes it. Make another from the workbooks.",
        ),
        related: Vec::new(),
    }
}

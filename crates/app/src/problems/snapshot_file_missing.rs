//! A file that a snapshot lists is not there.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "snapshot-file-missing";

/// `file` with its folder.
#[must_use]
pub fn snapshot_file_missing(file: &str) -> Problem {
    Problem {
        place: Place::File { file: file.to_owned() },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("数据快照缺了文件「{file}」。"), format!("The file 「{file}」 of the snapshot is missing.")),
        hint: Bilingual::new(
            "快照是一个整体，少一个文件就不能用。请重新拷贝整个文件夹，或者用 quanheng snapshot 从原表重做一份。",
            "A snapshot is used whole. Copy the whole folder again, or make another from the workbooks with quanheng snapshot.",
        ),
        related: Vec::new(),
    }
}

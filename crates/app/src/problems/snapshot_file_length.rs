//! A file of a snapshot is shorter or longer than it was written.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "snapshot-file-length";

/// Sizes in bytes.
#[must_use]
pub fn snapshot_file_length(file: &str, expected: u64, found: u64) -> Problem {
    Problem {
        place: Place::File { file: file.to_owned() },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!(
                "文件「{file}」应当是 {expected} 字节，现在是 {found} 字节：{}。",
                if found < expected { "没有拷全，或者被截断了" } else { "后面多了东西" }
            ),
            format!(
                "The file 「{file}」 should have {expected} bytes and has {found}: {}.",
                if found < expected { "it was not copied whole, or cut short" } else { "something was put behind it" }
            ),
        ),
        hint: Bilingual::new(
            "请重新拷贝整个文件夹，或者用 quanheng snapshot 从原表重做一份。",
            "Copy the whole folder again, or make another from the workbooks with quanheng snapshot.",
        ),
        related: Vec::new(),
    }
}

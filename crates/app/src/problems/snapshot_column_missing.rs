//! A file of a snapshot has no column that it should have.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "snapshot-column-missing";

/// As it is called in the file.
#[must_use]
pub fn snapshot_column_missing(file: &str, column: &str) -> Problem {
    Problem {
        place: Place::File { file: file.to_owned() },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("文件「{file}」里没有「{column}」这一列。"),
            format!("The file 「{file}」 has no column 「{column}」."),
        ),
        hint: Bilingual::new(
            "这个快照不是 quanheng snapshot 写成的样子。请从原表重做一份。",
            "This snapshot is not as quanheng snapshot writes it. Make another from the workbooks.",
        ),
        related: Vec::new(),
    }
}

//! What was read of a snapshot is not what was written.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "snapshot-hash-wrong";

/// The column, where only one was read.
#[must_use]
pub fn snapshot_hash_wrong(file: &str, column: Option<&str>) -> Problem {
    Problem {
        place: Place::File { file: file.to_owned() },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            column.map_or_else(
                || format!("文件「{file}」的内容和写下的不一样（校验码不符）。"),
                |column| format!("文件「{file}」里「{column}」一列的内容和写下的不一样（校验码不符）。"),
            ),
            column.map_or_else(
                || format!("The content of the file 「{file}」 is not what was written (its hash differs)."),
                |column| format!("The column 「{column}」 of the file 「{file}」 is not what was written (its hash differs)."),
            ),
        ),
        hint: Bilingual::new(
            "快照写好以后不能再改。请重新拷贝整个文件夹，或者改原表，再用 quanheng snapshot 重做一份。",
            "A snapshot is never changed once it is written. Copy the whole folder again, or correct the workbooks and make another with quanheng snapshot.",
        ),
        related: Vec::new(),
    }
}

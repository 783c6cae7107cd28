//! A file larger than intake reads.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "file-too-large";

pub(crate) fn problem(place: Place, bytes: usize, most: usize) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("文件有 {bytes} 字节，超过了 {most} 字节的上限，没有读。"),
            format!("The file has {bytes} bytes, more than the limit of {most}; it was not read."),
        ),
        hint: Bilingual::new(
            "请只保留需要的工作表，删去图片和空白格式行后另存；或者分成几个文件。",
            "Keep only the sheets that are needed, remove pictures and empty formatted rows, and save again; or split it into several files.",
        ),
        related: Vec::new(),
    }
}

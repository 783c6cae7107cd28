//! A file with nothing in it.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "file-empty";

pub(crate) fn problem(place: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new("这个文件是空的，里面没有任何内容。", "The file is empty."),
        hint: Bilingual::new(
            "请确认导出或保存是否成功；用不到的空文件请移出这个文件夹。",
            "Check that it was exported or saved properly; move an empty file you do not need out of the folder.",
        ),
        related: Vec::new(),
    }
}

//! Text in neither UTF-8 nor GB18030.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "file-encoding";

pub(crate) fn problem(place: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            "文件的文字编码不是 UTF-8，也不是 GB18030（GBK），读不出正确的字。",
            "The text is encoded in neither UTF-8 nor GB18030 (GBK).",
        ),
        hint: Bilingual::new("请在表格软件里另存为“CSV UTF-8”或 .xlsx。", "Save it from a spreadsheet program as “CSV UTF-8” or as .xlsx."),
        related: Vec::new(),
    }
}

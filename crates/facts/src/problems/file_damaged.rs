//! A workbook that does not hold what one must hold.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "file-damaged";

pub(crate) fn problem(place: Place, detail: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("工作簿损坏，读不了（{detail}）。"),
            format!("The workbook is damaged and cannot be read ({detail})."),
        ),
        hint: Bilingual::new(
            "请用表格软件打开；如果提示修复，修复后另存为新的 .xlsx 再用。",
            "Open it in a spreadsheet program, let it repair the file if it offers to, and save it as a new .xlsx.",
        ),
        related: Vec::new(),
    }
}

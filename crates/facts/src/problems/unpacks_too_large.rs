//! A workbook that unpacks to far more than its size lets expect.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "unpacks-too-large";

pub(crate) fn problem(place: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            "文件解压后大得反常（可能是损坏的，也可能是恶意的），没有读。",
            "Unpacked, the file is abnormally large (damaged, or made to do harm); it was not read.",
        ),
        hint: Bilingual::new(
            "请向提供文件的人核实，用表格软件打开原件，另存为新的 .xlsx 再用。",
            "Ask whoever sent it; open the original in a spreadsheet program and save it as a new .xlsx.",
        ),
        related: Vec::new(),
    }
}

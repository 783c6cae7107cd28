//! A formula that was never calculated before the file was saved.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "formula-without-value";

pub(crate) fn problem(place: Place, column: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{column}」这一格是公式，但文件里没有存下计算结果，没有读。"),
            format!("The cell of 「{column}」 holds a formula whose result was not saved in the file; it was not read."),
        ),
        hint: Bilingual::new(
            "请用表格软件打开，等它算完再保存；或者复制后“选择性粘贴—数值”。",
            "Open the file in a spreadsheet program, let it calculate, and save; or copy and paste as values.",
        ),
        related: Vec::new(),
    }
}

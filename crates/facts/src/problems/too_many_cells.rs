//! A workbook with more filled cells than intake reads.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "too-many-cells";

pub(crate) fn problem(place: Place, most: usize) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("文件里有内容的单元格超过 {most} 个，没有读。"),
            format!("The file has more than {most} filled cells; it was not read."),
        ),
        hint: Bilingual::new(
            "请只保留需要的工作表，或者按年度分成几个文件。",
            "Keep only the sheets that are needed, or split the file by year.",
        ),
        related: Vec::new(),
    }
}

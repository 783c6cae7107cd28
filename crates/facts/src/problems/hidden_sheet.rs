//! A hidden sheet, which is read like any other.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "hidden-sheet";

pub(crate) fn problem(place: Place, table: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Note,
        text: Bilingual::new(
            format!("这张工作表是隐藏的，已经作为表「{table}」照常读入。"),
            format!("This sheet is hidden; it was read as the table 「{table}」 like any other."),
        ),
        hint: Bilingual::new("如果不该算，请删去这张工作表。", "If it is not meant to count, delete the sheet."),
        related: Vec::new(),
    }
}

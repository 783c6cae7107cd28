//! A confirmation that cannot hold while a row of its table, or a file or sheet that may hold such rows, is unread.

use crate::problem::{Bilingual, Place, Problem, Severity};
use crate::value::Year;

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "confirmation-withheld";

pub(crate) fn problem(place: Place, table: &str, year: Option<Year>, row: Place) -> Problem {
    let whole_file = matches!(row, Place::Cell { row: None, .. } | Place::File { .. });
    let (zh, en) = year.map_or_else(Default::default, |y| (format!("{y}年度"), format!(" for {y}")));
    Problem {
        place,
        id: ID,
        severity: Severity::Warning,
        text: if whole_file {
            Bilingual::new(
                format!("表「{table}」{zh}虽经确认完整，但有一个文件或工作表没有读进来，里面可能有它的行，所以暂不当作完整。"),
                format!(
                    "The table 「{table}」{en} was confirmed as complete, yet a file or sheet that may hold rows of it was not read; until then it does not count as complete."
                ),
            )
        } else {
            Bilingual::new(
                format!("表「{table}」{zh}虽经确认完整，但其中有一行没有读进来，所以暂不当作完整。"),
                format!(
                    "The table 「{table}」{en} was confirmed as complete, yet a row of it could not be read; until then it does not count as complete."
                ),
            )
        },
        hint: if whole_file {
            Bilingual::new(
                "请先换上能读的文件，或照那里的提示给它改名；里面没有这张表的，请把它移出这个文件夹。",
                "Put a readable file in its place first, or rename it as told there; if it holds nothing of this table, move it out of the folder.",
            )
        } else {
            Bilingual::new("请先改正那一行。", "Correct that row first.")
        },
        related: vec![(
            row,
            if whole_file {
                Bilingual::new("没有读进来的是这里", "this is what was not read")
            } else {
                Bilingual::new("没有读进来的一行在这里", "the row that could not be read is here")
            },
        )],
    }
}

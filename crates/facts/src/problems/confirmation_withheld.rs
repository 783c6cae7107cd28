//! A confirmation that cannot hold while a row of its table is unread.

use crate::problem::{Bilingual, Place, Problem, Severity};
use crate::value::Year;

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "confirmation-withheld";

pub(crate) fn problem(place: Place, table: &str, year: Option<Year>, row: Place) -> Problem {
    let (zh, en) = year.map_or_else(Default::default, |y| (format!("{y}年度"), format!(" for {y}")));
    Problem {
        place,
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(
            format!("表「{table}」{zh}虽经确认完整，但其中有一行没有读进来，所以暂不当作完整。"),
            format!(
                "The table 「{table}」{en} was confirmed as complete, yet a row of it could not be read; until then it does not count as complete."
            ),
        ),
        hint: Bilingual::new("请先改正那一行。", "Correct that row first."),
        related: vec![(row, Bilingual::new("没有读进来的一行在这里", "the row that could not be read is here"))],
    }
}

//! A heading that no column answers to; the column is ignored.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "heading-unknown";

pub(crate) fn problem(place: Place, heading: &str, table: &str, nearest: &[String]) -> Problem {
    let (zh_near, en_near) = super::did_you_mean(nearest);
    Problem {
        place,
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(
            format!("表「{table}」没有叫「{heading}」的栏，这一列没有读。"),
            format!("The table 「{table}」 has no column called 「{heading}」; this column was not read."),
        ),
        hint: Bilingual::new(
            format!("{zh_near}要读它，请改成表里的栏名；不用读，可以不管，或改名为「备注」。"),
            format!("{en_near}To have it read, rename it to a column of the table; otherwise leave it, or call it 「备注」."),
        ),
        related: Vec::new(),
    }
}

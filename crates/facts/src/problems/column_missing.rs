//! A column that a table must have.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "column-missing";

pub(crate) fn problem(place: Place, table: &str, column: &str, headings: &[String]) -> Problem {
    let list = headings.join("、");
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("表「{table}」必须有「{column}」栏，这里没有找到。"),
            format!("The table 「{table}」 must have a column 「{column}」; none was found here."),
        ),
        hint: Bilingual::new(format!("请加上这一列；可以用的表头：{list}。"), format!("Add the column; accepted headings: {list}.")),
        related: Vec::new(),
    }
}

//! A sheet named like a table, in which no row of headings was found.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "headings-not-found";

pub(crate) fn problem(place: Place, table: &str, expected: &[String]) -> Problem {
    let list = expected.join("、");
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("名字合于表「{table}」，但前 40 行里找不到它的表头。没有读。"),
            format!("The name fits the table 「{table}」, but its headings were not found in the first 40 rows. It was not read."),
        ),
        hint: Bilingual::new(format!("请加一行表头：{list}。"), format!("Add a row of headings: {list}.")),
        related: Vec::new(),
    }
}

//! A bare number in a column of ratios that may mean either.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "ratio-unclear";

pub(crate) fn problem(place: Place, given: &str, column: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{column}」是比例，「{given}」看不出是不是百分数。"),
            format!("「{column}」 is a ratio; 「{given}」 may or may not be meant as a percentage."),
        ),
        hint: Bilingual::new(
            format!("请写成「{given}%」，或者写成小于 1 的小数，例如 0.35；也可以在表头注明「{column}（%）」。"),
            format!("Write 「{given}%」, or a decimal below 1 such as 0.35; or put the unit in the heading, 「{column}（%）」."),
        ),
        related: Vec::new(),
    }
}

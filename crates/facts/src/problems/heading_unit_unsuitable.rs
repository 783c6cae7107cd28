//! A unit in a heading that the column cannot have.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "heading-unit-unsuitable";

pub(crate) fn problem(place: Place, heading: &str, unit: &str, column: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("表头「{heading}」写的单位「{unit}」不适合「{column}」，这一列没有读。"),
            format!("The unit 「{unit}」 in the heading 「{heading}」 does not suit the column 「{column}」; it was not read."),
        ),
        hint: Bilingual::new(
            "请换算成规定的单位，并改写表头；金额用 元、千元、万元、亿元，比例用 %。",
            "Convert the values and correct the heading; money takes 元, 千元, 万元 or 亿元, a ratio takes %.",
        ),
        related: Vec::new(),
    }
}

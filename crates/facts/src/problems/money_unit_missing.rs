//! An amount that does not say in what.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "money-unit-missing";

pub(crate) fn problem(place: Place, given: &str, column: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{column}」是金额，「{given}」没有写明是元还是万元。"),
            format!("「{column}」 is an amount of money; 「{given}」 does not say whether in 元 or 万元."),
        ),
        hint: Bilingual::new(
            format!("请在表头写明单位，例如「{column}（万元）」，或者写成「{given}万元」。"),
            format!("State the unit in the heading, such as 「{column}（万元）」, or write 「{given}万元」."),
        ),
        related: Vec::new(),
    }
}

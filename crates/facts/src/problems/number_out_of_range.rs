//! A number outside what the column allows.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "number-out-of-range";

pub(crate) fn problem(place: Place, given: &str, column: &str, lowest: Option<String>, highest: Option<String>) -> Problem {
    let (zh, en) = match (lowest, highest) {
        (Some(lo), Some(hi)) => (format!("在 {lo} 至 {hi} 之间"), format!("between {lo} and {hi}")),
        (Some(lo), None) => (format!("不小于 {lo}"), format!("at least {lo}")),
        (None, Some(hi)) => (format!("不大于 {hi}"), format!("at most {hi}")),
        (None, None) => (String::new(), String::new()),
    };
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{column}」应当{zh}，这里是「{given}」。"),
            format!("「{column}」 must be {en}; this is 「{given}」."),
        ),
        hint: Bilingual::new("请核对数字和单位。", "Check the figure and its unit."),
        related: Vec::new(),
    }
}

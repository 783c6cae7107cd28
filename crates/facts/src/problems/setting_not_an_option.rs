//! A setting that is not among the options of the 待定.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "setting-not-an-option";

pub(crate) fn problem(place: Place, name: &str, given: &str, options: &[String]) -> Problem {
    let list = options.iter().map(|o| format!("「{o}」")).collect::<String>();
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{name}」只能从{list}里选，这里是「{given}」，这一行没有用。"),
            format!("「{name}」 is chosen from {list}; this says 「{given}」, and the row was not used."),
        ),
        hint: Bilingual::new("请从这些选项里选一个。", "Choose one of these options."),
        related: Vec::new(),
    }
}

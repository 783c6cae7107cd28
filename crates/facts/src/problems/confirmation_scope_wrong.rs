//! A confirmation limited to something the table is not confirmed by.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "confirmation-scope-wrong";

pub(crate) fn problem(place: Place, table: &str, given: &str, allowed: &[String]) -> Problem {
    let list = allowed.join("、");
    let (zh_hint, en_hint) = if allowed.is_empty() {
        ("请把「范围」空着，表示整张表。".to_owned(), "Leave 「范围」 empty, which means the whole table.".to_owned())
    } else {
        (
            format!("可以填：{list}；整张表都完整的，「范围」空着。"),
            format!("Allowed: {list}; leave 「范围」 empty if the whole table is complete."),
        )
    };
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("表「{table}」的确认范围不能是「{given}」。"),
            format!("The table 「{table}」 cannot be confirmed for 「{given}」 alone."),
        ),
        hint: Bilingual::new(zh_hint, en_hint),
        related: Vec::new(),
    }
}

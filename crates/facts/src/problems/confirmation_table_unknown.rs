//! A confirmation of a table that does not exist.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "confirmation-table-unknown";

pub(crate) fn problem(place: Place, given: &str, nearest: &[String]) -> Problem {
    let (zh_near, en_near) = super::did_you_mean(nearest);
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("完整确认里的表「{given}」不存在。"), format!("There is no table 「{given}」 to be confirmed.")),
        hint: Bilingual::new(format!("{zh_near}请填表的正式名称。"), format!("{en_near}Write the name of the table.")),
        related: Vec::new(),
    }
}

//! Two ids for what seems to be one entity.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "entity-twice";

pub(crate) fn problem(place: Place, id: &str, other: &str, name: &str, first: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{id}」和「{other}」名称都是「{name}」，种类、上级和起止也都相同，分不清是不是同一个；后一个没有读。"),
            format!(
                "「{id}」 and 「{other}」 share the name 「{name}」, kind, superior and dates, and cannot be told apart; the latter was not read."
            ),
        ),
        hint: Bilingual::new(
            "如果是同一个，只留一个编号；如果不是，请填上不同的上级或代码。",
            "If they are one, keep one id; if not, give them different superiors or codes.",
        ),
        related: vec![(first, Bilingual::new("前一个在这里", "the earlier one is here"))],
    }
}

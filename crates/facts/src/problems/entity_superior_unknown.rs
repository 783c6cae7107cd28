//! A superior that is not in the register.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "entity-superior-unknown";

pub(crate) fn problem(place: Place, given: &str, nearest: &[String]) -> Problem {
    let (zh_near, en_near) = super::did_you_mean(nearest);
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("名册里没有上级「{given}」。"), format!("The superior 「{given}」 is not in the register.")),
        hint: Bilingual::new(
            format!("{zh_near}请填名册里的编号或名称；同名的，填编号。"),
            format!("{en_near}Write an id or a name of the register; where several bear the name, the id."),
        ),
        related: Vec::new(),
    }
}

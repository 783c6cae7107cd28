//! Two settings of one 待定 for the same time, known from the same day, that say different things.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "settings-disagree";

pub(crate) fn problem(place: Place, name: &str, given: &str, other: &str, second: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{name}」在同一段时间有两个不同的设定：「{given}」和「{other}」。两个都没有用。"),
            format!("「{name}」 has two different settings for the same time: 「{given}」 and 「{other}」. Neither was used."),
        ),
        hint: Bilingual::new(
            "请核实后只留一个；如果后一个改了前一个，请用「自」「至」或者「知悉日期」分开。",
            "Find out which stands and keep that one; if one changes the other, tell them apart by 「自」 and 「至」 or by 「知悉日期」.",
        ),
        related: vec![(second, Bilingual::new("另一个设定在这里", "the other setting is here"))],
    }
}

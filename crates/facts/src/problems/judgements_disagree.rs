//! Two judgements on one thing that say different things, known from the same day.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "judgements-disagree";

pub(crate) fn problem(place: Place, name: &str, who: &str, given: &str, other: &str, second: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{who}」的「{name}」有两个不同的认定：「{given}」和「{other}」。两个都没有用。"),
            format!("There are two different judgements on 「{name}」 of 「{who}」: 「{given}」 and 「{other}」. Neither was used."),
        ),
        hint: Bilingual::new(
            "请核实后只留一个；如果后一个更正前一个，请在「知悉日期」（或「日期」）上分出先后。",
            "Find out which stands and keep that one; if one corrects the other, let their 「知悉日期」 (or 「日期」) tell which came later.",
        ),
        related: vec![(second, Bilingual::new("另一个认定在这里", "the other judgement is here"))],
    }
}

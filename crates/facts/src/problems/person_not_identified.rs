//! A name alone, with no number and no unit, of somebody nobody knows.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "person-not-identified";

pub(crate) fn problem(place: Place, name: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("只有姓名「{name}」，没有人员编号也没有单位，别的表里也没有这个人。这一行没有读。"),
            format!("Nothing but the name 「{name}」: no number, no unit, and no other table knows this person. The row was not read."),
        ),
        hint: Bilingual::new(
            "加一栏「人员编号」或者「单位」；或者先在任职表里写上这个人。",
            "Add a column 「人员编号」 or 「单位」; or enter this person in the table 任职 first.",
        ),
        related: Vec::new(),
    }
}

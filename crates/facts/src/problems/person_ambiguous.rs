//! A name without a number that several persons may bear.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "person-ambiguous";

pub(crate) fn problem(place: Place, name: &str, several: usize) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("叫「{name}」的有 {several} 个人，这里没有编号，分不清是哪一个。这一行没有读。"),
            format!("{several} persons are called 「{name}」, and no number says which. The row was not read."),
        ),
        hint: Bilingual::new(
            "在这一行加一栏「人员编号」（或者「单位」），写上他的编号。",
            "Add a column 「人员编号」 (or 「单位」) and write the number of the one who is meant.",
        ),
        related: Vec::new(),
    }
}

//! One number of a person under two names.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "person-number-twice";

pub(crate) fn problem(place: Place, names: &[String], first: Place) -> Problem {
    let list = names.join("、");
    let place_is_first = place == first;
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("同一个人员编号下有不同的姓名：{list}。分不清是一个人还是两个人，这些行没有读。"),
            format!(
                "One number of a person stands under different names: {list}. Whether it is one person or two cannot be told; the rows were not read."
            ),
        ),
        hint: Bilingual::new(
            "改正写错的编号或者姓名；改了名的，各行都写同一个姓名。",
            "Correct the number or the name; for one who changed names write the same name in every row.",
        ),
        related: if place_is_first { Vec::new() } else { vec![(first, Bilingual::new("最先见于这里", "first met here"))] },
    }
}

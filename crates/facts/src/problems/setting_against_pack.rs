//! A setting that says something else than the pack that settled it already.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "setting-against-pack";

pub(crate) fn problem(place: Place, name: &str, given: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{name}」已经由包里的「设」定了别的值，这里的「{given}」没有用。"),
            format!("「{name}」 is settled otherwise by a 设 of the pack; 「{given}」 was not used."),
        ),
        hint: Bilingual::new(
            "一件事只能有一个决定：改包里的「设」，或者删去这一行。要试算，用 --set。",
            "There is one decision on a thing: change the 设 of the pack, or take this row out. To try it, use --set.",
        ),
        related: Vec::new(),
    }
}

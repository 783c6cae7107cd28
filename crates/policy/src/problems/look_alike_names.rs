//! Two different names that look the same.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "look-alike-names";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str, other: &str, first: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(
            format!("「{name}」和「{other}」是两个名字，看上去却一样"),
            format!("「{name}」 and 「{other}」 are two names that look the same"),
        ),
        hint: Bilingual::new(
            "看看是不是同一个东西写错了字（已和己、未和末、O 和 0）；确是两样，就把其中一个改得好认些。",
            "See whether one is a slip of the pen (已 and 己, 未 and 末, O and 0); if they are two things, rename one so that it can be told apart.",
        ),
        related: vec![(first, Bilingual::new("另一个在这里", "the other one is here"))],
    }
}

//! 涉及 names posts and does not say on which day they are held.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "reach-without-day";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            "没有说以哪一天、哪一段在任为准，不知道涉及谁",
            "it is not said on which day, or for which time, the post has to be held: whom it reaches is not known",
        ),
        hint: Bilingual::new(
            "在后面写「，以 年末在任 为准」；原文没有说的，写「，以 待定「…」：在任时点 为准」，由单位去定。",
            "Add 「，以 年末在任 为准」; where the text does not say, write 「，以 待定「…」：在任时点 为准」 and let the office settle it.",
        ),
        related: Vec::new(),
    }
}

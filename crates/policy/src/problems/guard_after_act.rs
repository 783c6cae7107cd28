//! 当 after the acts of a step.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "guard-after-act";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, word: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("步骤的「{word}」写在了要做的事后面。"),
            format!("The 「{word}」 of a step stands after what is done in it."),
        ),
        hint: Bilingual::new(
            "条件管整个步骤，写在步骤名下面、第一件事前面；只管其中一件事的，另分一个步骤，或者写成「义务」。",
            "A guard is for the whole step: put it under the step's name, before the first act. For one act alone make another step, or a 义务.",
        ),
        related: Vec::new(),
    }
}

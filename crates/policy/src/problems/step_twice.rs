//! Two steps of one name.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "step-twice";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str, first: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("步骤「{name}」写了两次"), format!("the step 「{name}」 stands twice")),
        hint: Bilingual::new(
            "期限和记录都用步骤的名字：给其中一个换个名字，或者合成一个。",
            "Limits and records go by the names of steps: rename one of them, or make them one.",
        ),
        related: vec![(first, Bilingual::new("前一处在这里", "the other one is here"))],
    }
}

//! The same name declared twice.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "duplicate-name";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str, first: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{name}」已经声明过了"), format!("「{name}」 is declared twice")),
        hint: Bilingual::new(
            "给其中一个换个名字；如果本来是同一个，只留一处。",
            "Rename one of them; if they are the same thing, keep one.",
        ),
        related: vec![(first, Bilingual::new("前一处在这里", "the other one is here"))],
    }
}

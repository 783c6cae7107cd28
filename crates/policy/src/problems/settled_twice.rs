//! A 待定 settled more than once.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "settled-twice";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str, first: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{name}」设了两次"), format!("「{name}」 is settled twice")),
        hint: Bilingual::new(
            format!("只留一个「设」；要试算另一种定法，用 --set {name}=值。"),
            format!("Keep one 设; to try another choice use --set {name}=value."),
        ),
        related: vec![(first, Bilingual::new("前一处在这里", "the other one is here"))],
    }
}

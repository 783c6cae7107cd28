//! Two exceptions of one definition under one label.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "same-label";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, label: &str, name: &str, first: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{name}」有两个例外都叫「{label}」，写「于 {label}」时分不清是哪一个"),
            format!("two exceptions of 「{name}」 are called 「{label}」; 「于 {label}」 could mean either"),
        ),
        hint: Bilingual::new("给其中一个换个名字。", "Give one of them another label."),
        related: vec![(first, Bilingual::new("另一个在这里", "the other one is here"))],
    }
}

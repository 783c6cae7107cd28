//! Years (or days) between two versions of a definition in which none is in force.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "version-gap";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str, when: &Bilingual) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{name}」在 {}没有在施行的规定", when.zh),
            format!("「{name}」 has no version in force {}", when.en),
        ),
        hint: Bilingual::new(
            "把前一版的「至」或后一版的「起」改到相连；真的停了，用「缺省」写明那时的值。",
            "Make the versions meet; if there really was none, say with 缺省 what holds then.",
        ),
        related: Vec::new(),
    }
}

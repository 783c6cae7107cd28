//! A pack that defines again what its basis defines.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "redefines-basis";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str, pack: &str, first: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{name}」在「{pack}」里已经有了，子包不能重写"),
            format!("「{name}」 stands in 「{pack}」; a pack on top of it cannot define it again"),
        ),
        hint: Bilingual::new(
            format!("写一条例外：「例外「…」于 {name} 当 … 则 …」；只改数目，用「改 … 自 … 为 …」。"),
            format!("Write an exception: 「例外「…」于 {name} 当 … 则 …」; to change a number use 「改 … 自 … 为 …」."),
        ),
        related: vec![(first, Bilingual::new("前一处在这里", "the other one is here"))],
    }
}

//! Brackets or 以 … 为准 after a population that is not of tenures.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "not-posts";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{name}」不是任职，后面不能写职务或者「以 … 为准」"),
            format!("「{name}」 is not the table of tenures: no posts and no 「以 … 为准」 can follow it"),
        ),
        hint: Bilingual::new(
            "只有「从 任职(…) 以 … 为准」这样写；限定别的实体，用「限」和「当」。",
            "Only 「从 任职(…) 以 … 为准」 is written so; to narrow other entities use 限 and 当.",
        ),
        related: Vec::new(),
    }
}

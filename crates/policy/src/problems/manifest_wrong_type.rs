//! A field of `pack.toml` of the wrong type.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "manifest-wrong-type";

/// A field of `pack.toml` of the wrong type.
#[must_use]
pub fn problem(place: Place, field: &str, wanted: &Bilingual, example: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("pack.toml 的 {field} 应当是{w}。", w = wanted.zh),
            format!("pack.toml: {field} must be {w}.", w = wanted.en),
        ),
        hint: Bilingual::new(format!("改成这样：{example}。"), format!("Write it like this: {example}.")),
        related: Vec::new(),
    }
}

//! A field of `pack.toml` that has the right type and an impossible value.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "manifest-bad-value";

/// A field of `pack.toml` that has the right type and an impossible value.
#[must_use]
pub fn problem(place: Place, field: &str, value: &str, wanted: &Bilingual) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("pack.toml 的 {field} 写的是「{value}」，应当是{w}。", w = wanted.zh),
            format!("pack.toml: {field} is 「{value}」, but must be {w}.", w = wanted.en),
        ),
        hint: Bilingual::new(format!("按这个样子改 {field}。"), format!("Change {field} to that form.")),
        related: Vec::new(),
    }
}

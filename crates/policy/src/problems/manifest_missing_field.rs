//! A field `pack.toml` must have.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "manifest-missing-field";

/// A field `pack.toml` must have.
#[must_use]
pub fn problem(place: Place, field: &str, example: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("pack.toml 缺少 {field}。"), format!("pack.toml lacks {field}.")),
        hint: Bilingual::new(format!("加一行 {example}。"), format!("Add the line {example}.")),
        related: Vec::new(),
    }
}

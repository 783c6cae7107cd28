//! A value added to an enum that has it already.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "enum-repeats-value";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, value: &str, of: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{of}」里已经有「{value}」了"), format!("「{of}」 already has 「{value}」")),
        hint: Bilingual::new("去掉它：已有的值不用再增。", "Remove it: a value that is there need not be added."),
        related: Vec::new(),
    }
}

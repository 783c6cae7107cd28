//! The figures cannot be weighted exactly in the numbers that draws use.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "robust-too-large";

/// The result whose figures they are.
#[must_use]
pub fn robust_too_large(result: &str) -> Problem {
    Problem {
        place: Place::Option { option: format!("--of {result}") },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{result}」所加权的数或权重太大、小数位太多，不能一分不差地换权重再算。"),
            format!("The figures or weights of 「{result}」 are too large, or have too many places, to be weighted otherwise exactly."),
        ),
        hint: Bilingual::new(
            "先把数化到同一尺度（归一），或者少写几位小数。",
            "First bring the figures to one scale (归一), or write them with fewer places.",
        ),
        related: Vec::new(),
    }
}

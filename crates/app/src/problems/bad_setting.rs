//! The value after `--set 名=` does not fit.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "bad-setting";

/// `wanted` says what may be written.
#[must_use]
pub fn bad_setting(text: &str, value: &str, wanted: &Bilingual) -> Problem {
    Problem {
        place: Place::Option { option: format!("--set {text}") },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("值「{value}」在这里不能用。"), format!("The value 「{value}」 cannot be used here.")),
        hint: Bilingual::new(format!("请写{}。", wanted.zh), format!("Write {}.", wanted.en)),
        related: Vec::new(),
    }
}

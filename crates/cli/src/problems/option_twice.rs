//! An option given twice.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "option-twice";

/// The option.
#[must_use]
pub fn option_twice(option: &str) -> Problem {
    Problem {
        place: Place::Option { option: option.to_owned() },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("{option} 写了两次。"), format!("{option} stands twice.")),
        hint: Bilingual::new("请只留一个。", "Keep one of them."),
        related: Vec::new(),
    }
}

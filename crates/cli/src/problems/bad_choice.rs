//! A value that is none of those an option takes.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "bad-choice";

/// `valid` are the values it takes.
#[must_use]
pub fn bad_choice(option: &str, value: &str, valid: &[String]) -> Problem {
    Problem {
        place: Place::Option { option: format!("{option} {value}") },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("{option} 不能是「{value}」。"), format!("{option} cannot be 「{value}」.")),
        hint: Bilingual::new(format!("可以写：{}。", valid.join("、")), format!("It may be: {}.", valid.join(", "))),
        related: Vec::new(),
    }
}

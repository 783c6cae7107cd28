//! 含 after something that holds one value.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "has-one-value";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{name}」只有一个值，谈不上“含”"), format!("「{name}」 holds one value: nothing can be among them")),
        hint: Bilingual::new(
            "只有一个值的，用「为」或者「=」；一栏要装几个值，在见下表里写「，可多值」。",
            "For one value use 为 or =; for a column of several values write 「，可多值」 in its table.",
        ),
        related: Vec::new(),
    }
}

//! A 待定 of which nothing says what may be chosen.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "open-without-type";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("待定「{name}」没有说可以定成什么"), format!("待定「{name}」 does not say what it may be settled as")),
        hint: Bilingual::new(
            format!("写上类型（待定「{name}」：金额）或选项（待定「{name}」 可选 甲、乙）。"),
            format!("Give it a type (待定「{name}」：金额) or options (待定「{name}」 可选 A、B)."),
        ),
        related: Vec::new(),
    }
}

//! A role that does nothing.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "role-unused";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, role: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(
            format!("说了「{role}」是谁，程序里却没有用到"),
            format!("the procedure says who 「{role}」 is, but never uses it"),
        ),
        hint: Bilingual::new(
            "删去这一行，或者看看后面是不是写成了别的名字。",
            "Delete the line, or see whether another name was written further down.",
        ),
        related: Vec::new(),
    }
}

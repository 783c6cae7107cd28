//! A column of several values read as if it held one.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "many-values-read";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{name}」一格里可以有几个值，不能当一个值来读"),
            format!("「{name}」 may hold several values and cannot be read as one"),
        ),
        hint: Bilingual::new("用「含」来问，如「分管 含 安全生产」。", "Ask with 含, as in 「分管 含 安全生产」."),
        related: Vec::new(),
    }
}

//! A column read as one value from a table that may hold several rows.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "many-rows-read";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str, table: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{table}」可以有多行，「{name}」不是一个值"),
            format!("「{table}」 may have several rows: 「{name}」 is not one value"),
        ),
        hint: Bilingual::new(
            format!("用「存在({table}，当 …)」问有没有，或用「计数({table}，当 …)」数有几行。"),
            format!("Ask 「存在({table}，当 …)」 whether there is one, or count with 「计数({table}，当 …)」."),
        ),
        related: Vec::new(),
    }
}

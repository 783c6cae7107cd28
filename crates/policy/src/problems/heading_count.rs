//! Several columns in one cell with another number of headings.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "heading-count";

/// Several columns in one cell with another number of headings.
#[must_use]
pub fn problem(place: Place, names: usize, headings: usize) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("这一行有 {names} 个栏名，却有 {headings} 个可认表头，对不上。"),
            format!("This row names {names} columns but gives {headings} headings; they cannot be paired."),
        ),
        hint: Bilingual::new(
            "一行写几个栏名，就写几个可认表头，用 、 隔开；或者空着；或者一栏一行。",
            "Give as many headings as columns, parted by 、, or none, or one row a column.",
        ),
        related: Vec::new(),
    }
}

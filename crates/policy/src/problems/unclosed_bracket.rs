//! An opening bracket without its partner.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "unclosed-bracket";

/// An opening bracket without its partner.
#[must_use]
pub fn problem(place: Place, found: &Bilingual) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("这个括号没有合上：读到{f}还没有 ）。", f = found.zh),
            format!("This bracket is not closed: no ） before {f}.", f = found.en),
        ),
        hint: Bilingual::new("在应当结束的地方加 ）。", "Put ） where it should end."),
        related: Vec::new(),
    }
}

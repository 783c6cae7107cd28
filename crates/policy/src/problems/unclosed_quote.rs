//! A quotation mark without its partner.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "unclosed-quote";

/// A quotation mark without its partner.
#[must_use]
pub fn problem(place: Place, open: &str, close: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("这一行的引号 {open} 没有合上。"), format!("The quotation mark {open} is not closed on this line.")),
        hint: Bilingual::new(format!("在名字或文字的末尾加上 {close} 。"), format!("Add {close} at the end of the name or text.")),
        related: Vec::new(),
    }
}

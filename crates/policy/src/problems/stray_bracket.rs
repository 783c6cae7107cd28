//! A closing bracket without its partner.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "stray-bracket";

/// A closing bracket without its partner.
#[must_use]
pub fn problem(place: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new("这个 ） 前面没有和它成对的 （。", "This ） has no （ before it."),
        hint: Bilingual::new("删去它，或者在前面补上 （。", "Delete it, or put the missing （ before it."),
        related: Vec::new(),
    }
}

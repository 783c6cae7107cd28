//! Two rules that can hold together without an order between them.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "overlap";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, one: &str, other: &str, row: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(
            format!("「{one}」和「{other}」可以同时成立，又没有说谁压过谁"),
            format!("「{one}」and 「{other}」 can hold together, and nothing says which wins"),
        ),
        hint: Bilingual::new(
            format!("用「于」或「让于」排出先后，或两条都写「，可并存」。会同时成立的一例（可作测试行）：\n{row}"),
            format!("Order them with 于 or 让于, or mark both 「，可并存」. A case in which both hold (ready as a test row):\n{row}"),
        ),
        related: Vec::new(),
    }
}

//! Clauses in another order than the grammar's.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "clause-order";

/// Clauses in another order than the grammar's.
#[must_use]
pub fn problem(place: Place, word: &str, before: &str, order: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{word}」应当写在「{before}」前面。"), format!("「{word}」 must stand before 「{before}」.")),
        hint: Bilingual::new(format!("按这个顺序写：{order}。"), format!("Keep this order: {order}.")),
        related: Vec::new(),
    }
}

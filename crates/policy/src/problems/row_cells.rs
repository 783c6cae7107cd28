//! A row of a declaring table with too few or too many cells.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "row-cells";

/// A row of a declaring table with too few or too many cells.
#[must_use]
pub fn problem(place: Place, found: usize, wanted: usize) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("这一行有 {found} 格，表头有 {wanted} 格。"),
            format!("This row has {found} cells; the heading has {wanted}."),
        ),
        hint: Bilingual::new(
            "补上或去掉 | ，让每行格数相同；没有内容的格子空着。",
            "Add or remove | so that every row has the same number of cells; leave a cell empty if there is nothing to say.",
        ),
        related: Vec::new(),
    }
}

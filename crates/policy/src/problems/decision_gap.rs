//! A case that no row of a 判定表 takes.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "decision-gap";

/// A case that no row of a 判定表 takes.
#[must_use]
pub fn problem(place: Place, row: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("判定表有漏：下面这种情形哪一行都不合。\n{row}"),
            format!("The table has a gap: no row takes this case.\n{row}"),
        ),
        hint: Bilingual::new("补上这一行，或者在最后加一行「其余」。", "Add that row, or a last row 「rest」."),
        related: Vec::new(),
    }
}

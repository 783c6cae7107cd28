//! More problems in one sheet than are worth listing.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "too-many-problems";

pub(crate) fn problem(place: Place, more: usize) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("这张表还有 {more} 个问题没有一一列出。"),
            format!("More problems were found in this table than are listed: {more} are left out."),
        ),
        hint: Bilingual::new(
            "往往是同一个原因（例如整列单位不对）；请先改正列出的，再运行一次。",
            "They often have one cause, such as the unit of a whole column; correct those listed and run again.",
        ),
        related: Vec::new(),
    }
}

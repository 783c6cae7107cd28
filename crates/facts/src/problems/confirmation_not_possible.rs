//! A confirmation of a table that nobody can sign complete.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "confirmation-not-possible";

pub(crate) fn problem(place: Place, table: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("政策没有规定由谁确认表「{table}」完整，这条确认不起作用。"),
            format!("The policy does not say who confirms the table 「{table}」 as complete; this confirmation has no effect."),
        ),
        hint: Bilingual::new(
            "请删去这一行；如果应当有人确认，请政策管理员在该表写明「完整 由 … 确认」。",
            "Delete the row; if somebody should confirm it, the author of the policy must write 「完整 由 … 确认」 at the table.",
        ),
        related: Vec::new(),
    }
}

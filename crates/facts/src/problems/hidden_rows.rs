//! Hidden rows, which are read like any other.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "hidden-rows";

pub(crate) fn problem(place: Place, rows: &[u32]) -> Problem {
    let shown: Vec<String> = rows.iter().take(20).map(u32::to_string).collect();
    let list = format!("{}{}", shown.join("、"), if rows.len() > 20 { "…" } else { "" });
    Problem {
        place,
        id: ID,
        severity: Severity::Note,
        text: Bilingual::new(
            format!("有隐藏的行（{list}），已经照常读入。"),
            format!("There are hidden rows ({list}); they were read like the others."),
        ),
        hint: Bilingual::new(
            "如果这些行不该算，请删去它们，隐藏不等于删除。",
            "If they are not meant to count, delete them; hiding does not remove them.",
        ),
        related: Vec::new(),
    }
}

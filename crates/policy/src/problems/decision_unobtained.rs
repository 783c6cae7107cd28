//! What 缺级 says and what the rows leave open are not the same levels.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "decision-unobtained";

/// What 缺级 says and what the rows leave open are not the same levels.
#[must_use]
pub fn problem(place: Place, needed: &[String], said: &[String]) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("表里合写一行的级是{}，「缺级」写的是{}。", list(needed), list(said)),
            format!("The rows leave {} open; 「levels … not_obtained」 names {}.", list(needed), list(said)),
        ),
        hint: Bilingual::new(
            "合写一行的几级，写进「，缺级 … 未得」；其余的级各写一行。",
            "Name in 「, levels … not_obtained」 exactly the levels that share a row; give each other level its own.",
        ),
        related: Vec::new(),
    }
}

fn list(names: &[String]) -> String {
    if names.is_empty() { "（没有）".to_owned() } else { format!("「{}」", names.join("、")) }
}

//! A clause that has no meaning in this ranking or list.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "clause-refused";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, clause: &str, why_zh: &str, why_en: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("这里不能写「{clause}」：{why_zh}"), format!("「{clause}」 cannot stand here: {why_en}")),
        hint: Bilingual::new(format!("去掉「{clause}」。"), format!("Remove 「{clause}」.")),
        related: Vec::new(),
    }
}

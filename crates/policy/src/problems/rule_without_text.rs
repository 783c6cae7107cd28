//! Rules under an article whose text was not obtained.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "rule-without-text";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, anchor: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{anchor}」标了缺文，却写了规则"), format!("「{anchor}」 is marked 缺文, but has rules")),
        hint: Bilingual::new(
            "没有原文就不能有规则：得到原文后去掉「缺文」，或把规则移走。",
            "Without the text there can be no rule: remove 「缺文」 once the text is there, or move the rules.",
        ),
        related: Vec::new(),
    }
}

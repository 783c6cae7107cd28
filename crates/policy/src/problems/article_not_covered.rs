//! An article of which nothing says how it is covered.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "article-not-covered";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, anchor: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(format!("「{anchor}」没有规则，也没有说明"), format!("「{anchor}」 has no rule, and nothing says why")),
        hint: Bilingual::new(
            "写上规则；或在条文下标「原则性」（只讲原则）、「缺文」（没有得到原文），或用 待定 写明留空之处。",
            "Write its rules; or mark it 「原则性」 (a principle) or 「缺文」 (text not obtained), or say with 待定 what it leaves open.",
        ),
        related: Vec::new(),
    }
}

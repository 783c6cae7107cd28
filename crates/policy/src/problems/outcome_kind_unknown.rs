//! A conclusion of a kind nobody declared.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "outcome-kind-unknown";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, kind: &str, known: &[String], near: &[String]) -> Problem {
    let quoted = |names: &[String]| names.iter().map(|n| format!("「{n}」")).collect::<Vec<_>>().join("、");
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("没有叫「{kind}」的结论类"), format!("there is no kind of conclusion called 「{kind}」")),
        hint: Bilingual::new(
            if known.is_empty() {
                format!("先声明它，如「结论类 {kind}」。")
            } else if near.is_empty() {
                format!("已有的是{}；要用新的，先写「结论类 {kind}」。", quoted(known))
            } else {
                format!("是不是{}？要用新的，先写「结论类 {kind}」。", quoted(near))
            },
            if known.is_empty() {
                format!("Declare it first, as in 「结论类 {kind}」.")
            } else if near.is_empty() {
                format!("There are {}; for a new one write 「结论类 {kind}」 first.", quoted(known))
            } else {
                format!("Is {} meant? For a new one write 「结论类 {kind}」 first.", quoted(near))
            },
        ),
        related: Vec::new(),
    }
}

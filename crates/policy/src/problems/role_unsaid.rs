//! Somebody acts of whom the procedure does not say who that is.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "role-unsaid";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, actor: &str, near: &[String]) -> Problem {
    let (zh, en) = match near {
        [] => (String::new(), String::new()),
        names => (format!("是不是「{}」？", names.join("」、「")), format!("Perhaps 「{}」? ", names.join("」, 「"))),
    };
    Problem {
        place,
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(
            format!("「{actor}」要做事，程序里没有说是谁"),
            format!("「{actor}」 has to act, but the procedure does not say who that is"),
        ),
        hint: Bilingual::new(
            format!("{zh}在程序开头写一行「{actor}：是谁」；按什么确定也写在这里，给人看。"),
            format!("{en}Write a line 「{actor}: who that is」 at the head of the procedure, for people to read."),
        ),
        related: Vec::new(),
    }
}

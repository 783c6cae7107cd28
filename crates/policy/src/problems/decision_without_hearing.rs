//! A decision about a person before which nobody is heard.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "decision-without-hearing";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, step: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(
            format!("步骤「{step}」要对人作出决定，在它之前没有要求听取本人的陈述"),
            format!("the step 「{step}」 decides about a person, and before it nobody is required to hear that person"),
        ),
        hint: Bilingual::new(
            "在这一步或者前面的一步写「必须先有 听取陈述(当事人) 或 拒绝陈述记录」。没有听过本人（也没有拒绝的记录），不能作对他不利的决定。",
            "In this step or an earlier one write 「requires 听取陈述(当事人) or 拒绝陈述记录」. Nothing is decided against a person who was not heard, unless a refusal is on record.",
        ),
        related: Vec::new(),
    }
}

//! A judgement said to be made at a step that no procedure about such a thing has.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "judgement-step-unknown";

/// The problem, in both languages. `about`: what the judgement is about; `elsewhere`: procedures about other things that have such a
/// step, each with what it is about; `near`: steps it could be.
#[must_use]
pub fn problem(place: Place, step: &str, about: &str, elsewhere: &[(String, String)], near: &[String]) -> Problem {
    let list = |between: &str| near.iter().map(|n| format!("「{n}」")).collect::<Vec<_>>().join(between);
    let (zh, en) = if near.is_empty() {
        (
            format!("先写一个办{about}的「程序」，里面有这一步；程序的条文还没有得到的，先去掉「于 {step} 步骤」。"),
            format!(
                "Write a 程序 about {about} that has this step; or leave 「at {step} step」 out while the text of the procedure is not at hand."
            ),
        )
    } else {
        (
            format!("办{about}的程序有这些步骤：{}。改成其中一步，或者在程序里补上这一步。", list("、")),
            format!("The procedures about {about} have these steps: {}. Name one of them, or add the step to the procedure.", list(", ")),
        )
    };
    let (text_zh, text_en) = match elsewhere.first() {
        None => (
            format!("没有一个程序有「{step}」这一步，「于 {step} 步骤」无处可作"),
            format!("no procedure has a step 「{step}」, so nothing can be judged at it"),
        ),
        Some((procedure, other)) => (
            format!("「{step}」是程序「{procedure}」的一步，可这个程序办的是{other}，不是{about}"),
            format!("「{step}」 is a step of the procedure 「{procedure}」, which is about {other}, not about {about}"),
        ),
    };
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(text_zh, text_en),
        hint: Bilingual::new(zh, en),
        related: Vec::new(),
    }
}

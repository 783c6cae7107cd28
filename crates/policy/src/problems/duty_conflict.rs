//! Two norms for the same act that contradict each other.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "duty-conflict";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, actor: &str, words: &str, one: &str, other: &str, row: &str, first: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(
            format!("「{actor}」「{words}」，一处说{one}，一处说{other}，会同时成立。例如：\n{row}"),
            format!("for 「{actor}」「{words}」 one place says {one} and another {other}, and both can hold at once, for example:\n{row}"),
        ),
        hint: Bilingual::new(
            "给其中一处加上条件（除非 …），使两处不会碰在一起；原文真的矛盾的，写成待定，由办公室定。",
            "Give one of them a condition (除非 …) so that they never meet; if the text does contradict itself, leave it open for the office to settle.",
        ),
        related: vec![(first, Bilingual::new("另一处在这里", "the other one is here"))],
    }
}

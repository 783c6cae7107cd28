//! A part of a condition that never changes whether the whole holds.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "dead-condition";

/// The problem, in both languages. `implied`: it always holds where the rest does; else it is one of several ways, and never the one
/// that decides.
#[must_use]
pub fn problem(place: Place, part: &str, implied: bool) -> Problem {
    let text = if implied {
        Bilingual::new(
            format!("条件里的「{part}」不起作用：其余部分成立时，它总是成立"),
            format!("the part 「{part}」 of this condition has no effect: where the rest holds, it always does"),
        )
    } else {
        Bilingual::new(
            format!("「{part}」这一种情形不起作用：它不会成立，或者成立时别的情形也成立"),
            format!("the alternative 「{part}」 has no effect: it cannot hold, or another one holds whenever it does"),
        )
    };
    Problem {
        place,
        id: ID,
        severity: Severity::Note,
        text,
        hint: Bilingual::new(
            "对照原文看看数字和比较的方向有没有写错；确实多余可以删去，删去不改变结果。",
            "Compare numbers and directions with the text of the law; if it is indeed superfluous it can go, and no result changes.",
        ),
        related: Vec::new(),
    }
}

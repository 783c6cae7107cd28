//! A part of a condition that never changes whether the whole holds.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "dead-condition";

/// Why it never matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    Always,
    /// It holds wherever the rest does.
    Implied,
    /// It is one of several ways, and never the one that decides.
    Idle,
}

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, part: &str, why: Why) -> Problem {
    let text = match why {
        Why::Always => {
            Bilingual::new(format!("「{part}」总是成立，写不写都一样"), format!("「{part}」 always holds, so it makes no difference"))
        }
        Why::Implied => Bilingual::new(
            format!("条件里的「{part}」不起作用：其余部分成立时，它总是成立"),
            format!("the part 「{part}」 of this condition has no effect: where the rest holds, it always does"),
        ),
        Why::Idle => Bilingual::new(
            format!("「{part}」这一种情形不起作用：它不会成立，或者它成立时别的情形也成立"),
            format!("the alternative 「{part}」 has no effect: it cannot hold, or another one holds whenever it does"),
        ),
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

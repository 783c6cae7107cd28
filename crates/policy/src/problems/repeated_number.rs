//! One limit written in two places without a name of its own.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "repeated-number";

/// The problem, in both languages. `one` and `other`: the two comparisons as written; `number`: the number in them.
#[must_use]
pub fn problem(place: Place, subject: &str, one: &str, other: &str, number: &str, first: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Note,
        text: if one == other {
            Bilingual::new(
                format!("「{one}」写了不止一处，界限没有名字"),
                format!("「{one}」 is written in more than one place, and the limit has no name"),
            )
        } else {
            Bilingual::new(
                format!("「{subject}」的同一个界限写了两处：「{one}」和「{other}」"),
                format!("one limit of 「{subject}」 is written in two places: 「{one}」 and 「{other}」"),
            )
        },
        hint: Bilingual::new(
            format!("给这个数起个名字（如 {number}「某某标准」），另一处写名字：将来改数只改一处，别的包也能改它。"),
            format!(
                "Name the number (as in {number}「NAME」) and write the name in the other place: then it is changed once, and other packs can change it."
            ),
        ),
        related: vec![(first, Bilingual::new("另一处在这里", "the other one is here"))],
    }
}

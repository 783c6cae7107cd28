//! 依 a procedure about something else.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "procedure-other-matter";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str, about: &str, other: &str, about_other: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{name}」办的是「{about}」，依的「{other}」办的却是「{about_other}」"),
            format!("「{name}」 is about 「{about}」, but 「{other}」, which it follows, is about 「{about_other}」"),
        ),
        hint: Bilingual::new(
            "改括号里的种类，使两边相合；都不相合的，另写一个程序片段。",
            "Change the kind in the brackets so that the two agree, or write another fragment.",
        ),
        related: Vec::new(),
    }
}

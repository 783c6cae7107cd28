//! Versions of a definition that do not have the same signature or default.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "version-differs";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str, first: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{name}」的几个版本写得不一样：类型、括号、「可不适用」或者「缺省」"),
            format!("the versions of 「{name}」 differ in type, index, 可不适用 or 缺省"),
        ),
        hint: Bilingual::new(
            "同一个定义的各版，类型、括号、「可不适用」和「缺省」都要一样；不同的值写在「则」里。",
            "All versions of a definition have the same type, index, 可不适用 and 缺省; what differs goes into 则.",
        ),
        related: vec![(first, Bilingual::new("前一处在这里", "the other one is here"))],
    }
}

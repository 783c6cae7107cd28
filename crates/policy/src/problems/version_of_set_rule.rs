//! A ranking or list written several times.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "version-of-set-rule";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str, first: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{name}」写了两次，排名和名单只能写一处"),
            format!("「{name}」 stands twice; a ranking or list is written once"),
        ),
        hint: Bilingual::new(
            "数目变了用「改 名额 自 … 为 …」；做法变了，另立一个名单，再用定义的例外按年度选用。",
            "If a number changed use 「改 … 自 … 为 …」; if the way changed, write another list and choose between them by an exception.",
        ),
        related: vec![(first, Bilingual::new("前一处在这里", "the other one is here"))],
    }
}

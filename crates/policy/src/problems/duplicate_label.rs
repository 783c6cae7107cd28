//! Two rules that would have the same id.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "duplicate-label";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, id: &str, first: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("两条规则的编号都是「{id}」"), format!("two rules have the id 「{id}」")),
        hint: Bilingual::new(
            "规则编号要写进结果、永不重复：给其中一条换个「」里的名字。",
            "The id of a rule is written into results and never shared: change the label in 「」 of one of them.",
        ),
        related: vec![(first, Bilingual::new("前一处在这里", "the other one is here"))],
    }
}

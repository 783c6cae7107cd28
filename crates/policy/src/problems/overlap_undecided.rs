//! Two rules of which it was not decided whether they can hold together.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "overlap-undecided";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, one: &str, other: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Note,
        text: Bilingual::new(
            format!("「{one}」和「{other}」会不会同时成立，条件太多，没有判定"),
            format!("whether 「{one}」 and 「{other}」 can hold together was not decided: too many conditions"),
        ),
        hint: Bilingual::new(
            "请人看一遍；若会同时成立，用「于」或「让于」排出先后。真的同时成立时结果会是 冲突，不会悄悄取一个。",
            "Have somebody look; if they can, order them with 于 or 让于. Should both hold in a run the result is 冲突, never silently one of them.",
        ),
        related: Vec::new(),
    }
}

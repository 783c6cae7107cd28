//! Two norms of which it was not decided whether they can meet.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "duty-conflict-undecided";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, actor: &str, words: &str, one: &str, other: &str, first: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Note,
        text: Bilingual::new(
            format!("「{actor}」「{words}」，一处说{one}，一处说{other}；会不会同时成立，没有判定"),
            format!("for 「{actor}」「{words}」 one place says {one} and another {other}; whether both can hold at once was not decided"),
        ),
        hint: Bilingual::new(
            "请人看一遍两处的条件；会同时成立的，加上「除非」。",
            "Have somebody look at the two guards; if they can meet, add an 除非.",
        ),
        related: vec![(first, Bilingual::new("另一处在这里", "the other one is here"))],
    }
}

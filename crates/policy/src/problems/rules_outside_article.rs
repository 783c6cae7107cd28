//! A rules block in a law file before the first article.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "rules-outside-article";

/// A rules block in a law file before the first article.
#[must_use]
pub fn problem(place: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            "这段规则不在任何一条的标题下面，没法注明出处。",
            "These rules stand under no article, so they cannot say where they come from.",
        ),
        hint: Bilingual::new(
            "把它移到它所依据的那一条（## 标题）下面。",
            "Move them below the heading (##) of the article they come from.",
        ),
        related: Vec::new(),
    }
}

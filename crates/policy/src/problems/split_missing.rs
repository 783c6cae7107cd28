//! 涉及 through several times, without a word for what holds where different people were in post.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "split-missing";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            "条件要看几年或者几件事，没有说这期间换了人算谁的",
            "the condition runs through several years or events, and it is not said whose they are if the post changed hands meanwhile",
        ),
        hint: Bilingual::new(
            "在后面写「，分属两任时 都在任才算」（或者 后一次在任即算、各次在任都算）；原文没有说的，写「，分属两任时 待定「…」：跨任方式」，由单位去定。",
            "Add 「，分属两任时 都在任才算」 (or 后一次在任即算, 各次在任都算); where the text does not say, write 「，分属两任时 待定「…」：跨任方式」 and let the office settle it.",
        ),
        related: Vec::new(),
    }
}

//! A rules block that does not begin at the margin.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "fence-not-at-margin";

/// A rules block that does not begin at the margin.
#[must_use]
pub fn problem(place: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            "规则块放在列表、引文里或者缩进了，分不清哪一行是语句开头，没有读。",
            "These rules stand in a list, a quotation or are indented, so the beginnings of statements cannot be told; they were not read.",
        ),
        hint: Bilingual::new("让 ``` 从行首开始，不放进列表或引文。", "Begin the ``` at the margin, outside lists and quotations."),
        related: Vec::new(),
    }
}

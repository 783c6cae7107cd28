//! 事发日 where nothing that happened is at hand.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "anchor-without-event";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{name}」要看事发日，这里没有哪件事可看"),
            format!("「{name}」 goes by the day on which something happened, and nothing that happened is at hand here"),
        ),
        hint: Bilingual::new(
            "一整年的事，用年末在任、全年在任、在任半年以上、当年曾在任或者决定日在任；待定的，在「可选」里只写这些。",
            "For a year as a whole use 年末在任, 全年在任, 在任半年以上, 当年曾在任 or 决定日在任; of an open value, list only these after 可选.",
        ),
        related: Vec::new(),
    }
}

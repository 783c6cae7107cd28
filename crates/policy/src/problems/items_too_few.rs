//! 下列之一 or 下列全部 with fewer than two items.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "items-too-few";

/// 下列之一 or 下列全部 with fewer than two items.
#[must_use]
pub fn problem(place: Place, word: &str, found: usize) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{word}」下面只有 {found} 项。"),
            format!("Below 「{word}」 there must be at least two items; there is {found}."),
        ),
        hint: Bilingual::new(
            "“下列之一”“下列全部”下面至少两项，各占一行，以（一）（二）开头；只有一项就直接写在“当”后面。",
            "Give at least two items, each on its own line and beginning （一）（二）; a single condition goes right after 当.",
        ),
        related: Vec::new(),
    }
}

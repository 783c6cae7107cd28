//! Two headings of one measure with the same anchor.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "anchor-twice";

/// Two headings of one measure with the same anchor.
#[must_use]
pub fn problem(place: Place, anchor: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("条号「{anchor}」在这份办法里用了两次。"),
            format!("The anchor 「{anchor}」 is used twice in this measure."),
        ),
        hint: Bilingual::new("一条一个条号：把其中一个改成别的名字。", "Give each article an anchor of its own."),
        related: Vec::new(),
    }
}

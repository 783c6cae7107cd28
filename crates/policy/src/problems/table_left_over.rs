//! A table after a rules block that nobody consumes.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "table-left-over";

/// A table after a rules block that nobody consumes.
#[must_use]
pub fn problem(place: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new("这张表前面的规则块里没有哪条语句“见下表”用到它。", "No statement of the block before it takes this table."),
        hint: Bilingual::new(
            "给用它的语句加上“，见下表”；如果只是说明，请在表前写一行文字。",
            "Add \"，见下表\" to the statement that needs it; if it only explains something, put a line of prose before it.",
        ),
        related: Vec::new(),
    }
}

//! 且 and 或 at one level without brackets.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "mixed-and-or";

/// 且 and 或 at one level without brackets.
#[must_use]
pub fn problem(place: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            "“且”和“或”写在了一起，先算哪个说不清。",
            "且 (and) and 或 (or) are mixed; it is not clear which comes first.",
        ),
        hint: Bilingual::new("用括号说明，如：甲 且 (乙 或 丙)。", "Use brackets: a and (b or c)."),
        related: Vec::new(),
    }
}

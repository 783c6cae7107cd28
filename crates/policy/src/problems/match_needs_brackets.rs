//! 视 inside another expression without brackets.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "match-needs-brackets";

/// 视 inside another expression without brackets.
#[must_use]
pub fn problem(place: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            "“视”要放在式子开头；夹在别的式子里要加括号。",
            "视 (match) stands at the beginning of an expression; inside another one it needs brackets.",
        ),
        hint: Bilingual::new("写成 (视 甲：乙 → 1；其余 → 2)。", "Write (match a: b -> 1; rest -> 2)."),
        related: Vec::new(),
    }
}

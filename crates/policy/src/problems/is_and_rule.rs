//! 即 together with 当, 除非, 则 or 缺省.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "is-and-rule";

/// 即 together with 当, 除非, 则 or 缺省.
#[must_use]
pub fn problem(place: Place, word: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("“即”已经给出了值，不能再写「{word}」。"),
            format!("即 (is) gives the value already; 「{word}」 cannot stand beside it."),
        ),
        hint: Bilingual::new(
            "值不分情况就只写“即”；要分情况就写“当 … 则 … 缺省 …”。",
            "Use 即 (is) alone for one value in every case, or 当 … 则 … 缺省 … (when, then, default) for several.",
        ),
        related: Vec::new(),
    }
}

//! A pack in a version of the language that is not known.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "language-version";

/// A pack in a version of the language that is not known.
#[must_use]
pub fn problem(place: Place, found: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("这个政策包写明用第 {found} 版语言，本程序只认第 1 版。"),
            format!("This pack says it is written in language version {found}; this program knows version 1 only."),
        ),
        hint: Bilingual::new(
            "写 language = 1；如果规则确实用了更新的语言，请升级本程序。",
            "Write language = 1, or use a newer program if the rules really need it.",
        ),
        related: Vec::new(),
    }
}

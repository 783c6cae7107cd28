//! Something else stands where the grammar needs a certain thing.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "expected";

/// Something else stands where the grammar needs a certain thing.
#[must_use]
pub fn problem(place: Place, expected: &Bilingual, found: &Bilingual) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("这里应当是{e}，{f}。", e = expected.zh, f = found.zh),
            format!("Expected {e} here, but {f}.", e = expected.en, f = found.en),
        ),
        hint: Bilingual::new(
            format!("在这里补上{e}，或者检查前面是不是漏了空格、逗号。", e = expected.zh),
            format!("Put {e} here, or look for a missing space or comma before it.", e = expected.en),
        ),
        related: Vec::new(),
    }
}

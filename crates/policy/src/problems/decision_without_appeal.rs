//! A procedure that decides about a person and says nothing of appeal.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "decision-without-appeal";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, procedure: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(
            format!("「{procedure}」要对人作出决定，没有写怎样申诉"),
            format!("「{procedure}」 decides about a person, and does not say how to appeal"),
        ),
        hint: Bilingual::new(
            "末尾写「申诉 依 申诉程序」，可以依别的包里的程序片段。",
            "At its end write 「appeal by」 and the procedure of appeal; it may be a fragment of another pack.",
        ),
        related: Vec::new(),
    }
}

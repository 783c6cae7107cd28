//! 在「…」适用时 naming a rule that this one does not override.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "where-applies-unrelated";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, label: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「在「{label}」适用时」指的不是这条例外所压过的规则"),
            format!("「在「{label}」适用时」 names no rule that this exception overrides"),
        ),
        hint: Bilingual::new(
            format!("先在「于」后面写上「{label}」，再写「在「{label}」适用时」。"),
            format!("Name 「{label}」 after 于 as well."),
        ),
        related: Vec::new(),
    }
}

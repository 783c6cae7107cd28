//! One exception aimed at rules of several definitions.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "targets-differ";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, label: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("例外「{label}」的对象不属于同一个定义"),
            format!("the targets of 「{label}」 belong to different definitions"),
        ),
        hint: Bilingual::new(
            "一条例外只改一个定义：拆成几条，各写各的「于」。",
            "An exception changes one definition: write several, each with its own 于.",
        ),
        related: Vec::new(),
    }
}

//! A number finer than its unit allows.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "number-does-not-fit";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, number: &str, unit: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{number}」不能化成整数个「{unit}」"), format!("「{number}」 is no whole number of 「{unit}」")),
        hint: Bilingual::new(
            format!("金额最小到分；按{unit}计的数要写整数。"),
            format!("Money goes down to the 分; what is counted in {unit} must be whole."),
        ),
        related: Vec::new(),
    }
}

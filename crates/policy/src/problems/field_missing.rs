//! A conclusion leaves a field of its kind empty.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "field-missing";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, label: &str, missing: &[String]) -> Problem {
    let quoted = |names: &[String]| names.iter().map(|n| format!("「{n}」")).collect::<Vec<_>>().join("、");
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("结论「{label}」没有写出{}", quoted(missing)),
            format!("the conclusion 「{label}」 does not say its {}", quoted(missing)),
        ),
        hint: Bilingual::new(
            format!("在末尾各加一行，如「{} = …」；要由人认定的，写成认定项。", missing.first().map_or("", String::as_str)),
            format!(
                "Add a line for each at its end, such as 「{} = …」; what people have to judge is declared as a 认定项.",
                missing.first().map_or("", String::as_str)
            ),
        ),
        related: Vec::new(),
    }
}

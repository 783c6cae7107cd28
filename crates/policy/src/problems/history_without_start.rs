//! A definition that reads itself in the year before, with no first year.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "history-without-start";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, chain: &[String]) -> Problem {
    let list = chain.iter().map(|n| format!("「{n}」")).collect::<Vec<_>>().join(" → ");
    let first_name = chain.first().cloned().unwrap_or_default();
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{first_name}」一年一年往前读自己，没有起点：{list}"),
            format!("「{first_name}」 reads itself year after year without a beginning: {list}"),
        ),
        hint: Bilingual::new(
            "给它写上「适用 … 起」，并用「不适用则」说明头一年怎么算。",
            "Give it 「适用 … 起」, and say with 不适用则 what holds in the first year.",
        ),
        related: Vec::new(),
    }
}

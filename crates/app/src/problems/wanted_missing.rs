//! A result has a value, and only the asker knows which other one was hoped for.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "wanted-missing";

/// `shown` is the value that stands; `expected` says what a value looks like.
#[must_use]
pub fn wanted_missing(result: &str, shown: &Bilingual, expected: &Bilingual) -> Problem {
    Problem {
        place: Place::Option { option: format!("--result {result}") },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("结果现在是「{}」，没有说想要的是什么。", shown.zh),
            format!("The result is 「{}」, and nothing says what was wanted instead.", shown.en),
        ),
        hint: Bilingual::new(
            format!("请用 --wanted 写出想要的值：{}；有大小的，前面可以加 ≥、≤、>、<，如 --wanted ≤10。", expected.zh),
            format!(
                "Name the value wanted with --wanted: {}; where values have an order, ≥, ≤, > or < may stand before it, e.g. --wanted ≤10.",
                expected.en
            ),
        ),
        related: Vec::new(),
    }
}

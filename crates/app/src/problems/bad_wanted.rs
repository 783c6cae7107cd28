//! What stands after `--wanted` is no value of the result.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "bad-wanted";

/// `expected` says what a value looks like.
#[must_use]
pub fn bad_wanted(text: &str, expected: &Bilingual) -> Problem {
    Problem {
        place: Place::Option { option: format!("--wanted {text}") },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{text}」不是这个结果能有的值。"), format!("「{text}」 is no value that this result can have.")),
        hint: Bilingual::new(
            format!("请写{}；有大小的，前面可以加 ≥、≤、>、<（也可以写 >=、<=，连同值放在引号里）。", expected.zh),
            format!("Write {}; where values have an order, ≥, ≤, > or < may stand before it (or >=, <=; put it in quotes).", expected.en),
        ),
        related: Vec::new(),
    }
}

//! Fewer than two weights are above nought: there is nothing to vary.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "robust-one-weight";

/// The result whose weights were to be varied.
#[must_use]
pub fn robust_one_weight(result: &str) -> Problem {
    Problem {
        place: Place::Option { option: format!("--of {result}") },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{result}」所用的权重只有一个大于零，总是 100%，没有可换的。"),
            format!("Only one weight that 「{result}」 uses is above nought: it is always 100%, and nothing can be varied."),
        ),
        hint: Bilingual::new(
            "零的权重不会变成别的；要看它不是零会怎样，先用 --set 权重=值 给每个权重一个大于零的数。",
            "A weight of nought stays nought; to see what it would do otherwise, first give each weight a number above nought with --set WEIGHT=VALUE.",
        ),
        related: Vec::new(),
    }
}

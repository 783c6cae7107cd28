//! `--spread` is neither a percentage nor `any`.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "robust-spread";

/// `text`: what was written after it.
#[must_use]
pub fn robust_spread(text: &str) -> Problem {
    Problem {
        place: Place::Option { option: format!("--spread {text}") },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{text}」不是权重可以浮动的幅度。"), format!("「{text}」 does not say how far weights may go.")),
        hint: Bilingual::new(
            "写百分数，大于 0%、不超过 100%：--spread 25% 是每个权重上下各四分之一；权重无论怎样分都行的，写 --spread any（或 任意）。",
            "Write a percentage above 0% and at most 100%: --spread 25% is each weight up or down by a quarter of itself; for any weights whatever write --spread any.",
        ),
        related: Vec::new(),
    }
}

//! The written weights do not come to 100 %.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "robust-not-whole";

/// `sum`: what they come to.
#[must_use]
pub fn robust_not_whole(result: &str, sum: &str) -> Problem {
    Problem {
        place: Place::Option { option: format!("--of {result}") },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{result}」所用的权重合计 {sum}，不是 100%，得分都是「错误」。"),
            format!("The weights that 「{result}」 uses come to {sum}, not to 100%: every score is 错误 (error)."),
        ),
        hint: Bilingual::new("先把权重改成合计 100%。", "First make the weights come to 100%."),
        related: Vec::new(),
    }
}

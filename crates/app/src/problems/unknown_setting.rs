//! `--set` names something that cannot be set.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

use super::said;

pub const ID: &str = "unknown-setting";

/// `nearest` are names that look alike.
#[must_use]
pub fn unknown_setting(text: &str, name: &str, nearest: &[String]) -> Problem {
    let hint = if nearest.is_empty() {
        Bilingual::new(
            "能设的是政策包里的待定事项和有名字的数；quanheng check --names 会列出它们。",
            "What can be set are the open points (待定) and the named numbers of the pack; quanheng check --names lists them.",
        )
    } else {
        Bilingual::new(format!("是不是想写{}？", said(nearest)), format!("Did you mean {}?", said(nearest)))
    };
    Problem {
        place: Place::Option { option: format!("--set {text}") },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("政策包里没有叫「{name}」的待定事项或数。"),
            format!("The pack has no open point (待定) and no named number called 「{name}」."),
        ),
        hint,
        related: Vec::new(),
    }
}

//! The pack has no result of that name.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

use super::said;

pub const ID: &str = "unknown-result";

/// `nearest` are names that look alike; where there are none, `some` are a few that exist.
#[must_use]
pub fn unknown_result(option: &str, name: &str, nearest: &[String], some: &[String]) -> Problem {
    let hint = if nearest.is_empty() {
        Bilingual::new(
            format!("可以写的有：{}。quanheng check --names 会列出全部。", said(some)),
            format!("There are: {}. quanheng check --names lists them all.", said(some)),
        )
    } else {
        Bilingual::new(format!("是不是想写{}？", said(nearest)), format!("Did you mean {}?", said(nearest)))
    };
    Problem {
        place: Place::Option { option: format!("{option} {name}") },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("政策包里没有叫「{name}」的结果。"), format!("The pack has no result called 「{name}」.")),
        hint,
        related: Vec::new(),
    }
}

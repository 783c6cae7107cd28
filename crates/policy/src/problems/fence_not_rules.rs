//! A fence in a law file that is not labelled as rules.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "fence-not-rules";

/// A fence in a law file that is not labelled as rules.
#[must_use]
pub fn problem(place: Place, info: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(
            format!("这个块标的是「{info}」，不是“规则”，里面的内容没有当作规则读。"),
            format!("This block is labelled 「{info}」, not \"rules\", so it was not read as rules."),
        ),
        hint: Bilingual::new("如果是规则，把开头一行写成 ```规则。", "If these are rules, make its first line ```规则 or ```rules."),
        related: Vec::new(),
    }
}

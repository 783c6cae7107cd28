//! A 校验 that no facts can satisfy: its numbers contradict it.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "assertion-never-holds";

/// The problem, in both languages. `year`: the first year from which it is so, where that is not always.
#[must_use]
pub fn problem(place: Place, label: &str, condition: &str, year: Option<i16>) -> Problem {
    let (zh, en) = year.map_or((String::new(), String::new()), |y| (format!("从 {y}年度 起，"), format!(" from {y} on")));
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("{zh}校验「{label}」不可能成立：「{condition}」"),
            format!("the check 「{label}」 cannot hold{en}: 「{condition}」"),
        ),
        hint: Bilingual::new(
            "核对这些数：加起来应当是多少，有没有漏写或写错的（例如各项权重合起来不是 100%）。",
            "Look at the numbers: what they should add up to, and whether one is missing or wrong (weights, say, that do not come to 100%).",
        ),
        related: Vec::new(),
    }
}

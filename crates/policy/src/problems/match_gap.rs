//! A 视 that does not say what happens in some case.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "match-gap";

/// How many of the missing values are named.
const SHOWN: usize = 6;

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, missing: &[String]) -> Problem {
    let mut list = missing.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join("、");
    let mut list_en = list.clone();
    if missing.len() > SHOWN {
        list.push_str(&format!("等 {} 个值", missing.len()));
        list_en.push_str(&format!(" and others, {} in all", missing.len()));
    }
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("这个「视」没有说到：{list}"), format!("this 视 does not say what happens for: {list_en}")),
        hint: Bilingual::new(
            "给每个值补上「值 → 结果」，或在最后写「其余 → 结果」。",
            "Add 「value → result」 for each, or end with 「其余 → result」.",
        ),
        related: Vec::new(),
    }
}

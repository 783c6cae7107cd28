//! A name in results of pack.toml that is no definition.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "result-unknown";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str, near: &[String]) -> Problem {
    let list = near.iter().map(|n| format!("「{n}」")).collect::<Vec<_>>().join("、");
    let (more, more_en) =
        if near.is_empty() { (String::new(), String::new()) } else { (format!("；相近的有{list}"), format!("; near it: {list}")) };
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("pack.toml 的 results 里，「{name}」不是定义"),
            format!("「{name}」, named under results in pack.toml, is no definition"),
        ),
        hint: Bilingual::new(format!("写全名，例如「县区.奖金」{more}。"), format!("Write the full name, as in 「县区.奖金」{more_en}.")),
        related: Vec::new(),
    }
}

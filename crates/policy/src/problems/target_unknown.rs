//! An exception, 界限 or 推定 aimed at something that is no definition and no rule.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "target-unknown";

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
        text: Bilingual::new(format!("没有叫「{name}」的定义或例外"), format!("there is no definition or exception 「{name}」")),
        hint: Bilingual::new(
            format!("「于」后面写一个定义的名字，或一条例外的名字{more}。"),
            format!("After 于 stands the name of a definition or of an exception{more_en}."),
        ),
        related: Vec::new(),
    }
}

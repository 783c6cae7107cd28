//! A 不计 of matters that the conclusion's condition never looks at.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "dead-disregard";

/// The problem, in both languages. `tables`: the matters named.
#[must_use]
pub fn problem(place: Place, label: &str, tables: &[String]) -> Problem {
    let list: String = tables.iter().map(|name| format!("「{name}」")).collect::<Vec<_>>().join("、");
    Problem {
        place,
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(
            format!("结论「{label}」的条件里用不到{list}，「不计」它不起作用"),
            format!("the condition of the conclusion 「{label}」 never looks at {list}, so leaving it out (不计) has no effect"),
        ),
        hint: Bilingual::new(
            "看看是不是写错了表名，或者条件里漏了这一项；确实用不着就删去「不计」。",
            "See whether another table was meant, or the condition lacks it; if it is not needed, remove the 不计.",
        ),
        related: Vec::new(),
    }
}

//! Options of a 待定 that no rule tells apart.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "option-leads-nowhere";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str, options: &[String]) -> Problem {
    let list = options.iter().map(|n| format!("「{n}」")).collect::<Vec<_>>().join("、");
    Problem {
        place,
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(
            format!("待定「{name}」的选项{list}没有规则用到"),
            format!("no rule uses the options {list} of 待定「{name}」"),
        ),
        hint: Bilingual::new(
            format!("最多只能有一个选项不写在规则里（它是“否则”）；其余的要在「视 {name}：…」或「{name} = …」里写到。"),
            format!("At most one option may go unnamed (it is the “else”); the others must stand in 「视 {name}：…」 or 「{name} = …」."),
        ),
        related: Vec::new(),
    }
}

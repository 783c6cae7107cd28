//! An exception that others override whenever it holds.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "always-overridden";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, label: &str, by: &[String]) -> Problem {
    let names: String = by.iter().map(|label| format!("「{label}」")).collect::<Vec<_>>().join("、");
    Problem {
        place,
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(
            format!("「{label}」从来不起作用：它成立时，总有压过它的{names}也成立"),
            format!("「{label}」 never has any effect: whenever it holds, {names} holds too and overrides it"),
        ),
        hint: Bilingual::new(
            "看看是不是先后写反了（「于」「让于」），或者上面那条的条件写宽了；确实用不着就删去。",
            "See whether the order is the wrong way round (于, 让于), or the condition of the one above is too wide; if the rule is not needed, remove it.",
        ),
        related: Vec::new(),
    }
}

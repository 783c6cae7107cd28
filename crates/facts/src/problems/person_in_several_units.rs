//! One name in several units, without numbers.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "person-in-several-units";

pub(crate) fn problem(place: Place, name: &str, count: usize, others: &[&Place]) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(
            format!("「{name}」在不止一个单位出现，没有编号：按 {count} 个人算。"),
            format!("「{name}」 stands in more than one unit without a number: counted as {count} persons."),
        ),
        hint: Bilingual::new(
            "如果是同一个人，请在每一行都写上「人员编号」；不是同一个人，不用改。",
            "If it is one person, write 「人员编号」 in each row; if not, leave it as it is.",
        ),
        related: others.iter().map(|p| ((*p).clone(), Bilingual::new("这里也有", "here too"))).collect(),
    }
}

//! A cell that should name a column.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "column-name";

/// A cell that should name a column.
#[must_use]
pub fn problem(place: Place, text: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{text}」不能作栏名。"), format!("「{text}」 cannot be the name of a column.")),
        hint: Bilingual::new(
            "栏名用汉字、字母、数字和下划线，不以数字开头；几个栏用 、 隔开。",
            "A column's name is made of Han or Latin letters, digits and _, and does not begin with a digit; part several with 、.",
        ),
        related: Vec::new(),
    }
}

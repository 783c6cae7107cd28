//! A 判定表 whose type does not go with how it takes its rows.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

use crate::keywords::Keyword;

/// The stable name of this problem.
pub const ID: &str = "decision-type";

/// `hit`: how it takes them.
#[must_use]
pub fn problem(place: Place, hit: Keyword) -> Problem {
    let wanted = match hit {
        Keyword::HighestMet => ("有高低的枚举，如 事件级别", "a value of an ordered enum"),
        Keyword::EachRow => ("数（各行相加）", "a number (the rows are added up)"),
        _ => ("一个值", "a value"),
    };
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「取 {}」的表，结果要是{}。", hit.zh(), wanted.0),
            format!("A table with 「hit {}」 gives {}.", hit.en(), wanted.1),
        ),
        hint: Bilingual::new("改结果的类型，或者改「取」后面的词。", "Change the type of the result, or the word after 「hit」."),
        related: Vec::new(),
    }
}

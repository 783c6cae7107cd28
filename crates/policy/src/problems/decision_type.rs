//! A 判定表 whose type does not go with how it takes its rows.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

use crate::keywords::Keyword;
use crate::syntax::tree::Hit;

/// The stable name of this problem.
pub const ID: &str = "decision-type";

/// A 判定表 whose type does not go with how it takes its rows.
#[must_use]
pub fn problem(place: Place, hit: Hit) -> Problem {
    let wanted = match hit {
        Hit::HighestMet => ("有高低的枚举，如 事件级别", "a value of an ordered enum"),
        Hit::EachRow => ("数（各行相加）", "a number (the rows are added up)"),
        Hit::Unique => ("一个值", "a value"),
    };
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「取 {}」的表，结果要是{}。", hit_word(hit).0, wanted.0),
            format!("A table with 「hit {}」 gives {}.", hit_word(hit).1, wanted.1),
        ),
        hint: Bilingual::new("改结果的类型，或者改「取」后面的词。", "Change the type of the result, or the word after 「hit」."),
        related: Vec::new(),
    }
}

fn hit_word(hit: Hit) -> (&'static str, &'static str) {
    let keyword = match hit {
        Hit::HighestMet => Keyword::HighestMet,
        Hit::EachRow => Keyword::EachRow,
        Hit::Unique => Keyword::Unique,
    };
    (keyword.zh(), keyword.en())
}

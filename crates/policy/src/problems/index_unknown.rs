//! A definition indexed by something that is neither 年度, an enum, a day nor a kind of entity.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "index-unknown";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("定义的括号里不能写「{name}」"), format!("a definition cannot be indexed by 「{name}」")),
        hint: Bilingual::new(
            "括号里写「年度」，后面可以再写枚举、「某日：日期」或者一种实体，各一次；也可以不写括号。",
            "In the brackets stands 「年度」, then enums, 「某日：日期」 or a kind of entity, each once; or there are none.",
        ),
        related: Vec::new(),
    }
}

//! A comparison of something that has no order.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "not-ordered";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, what: &str, ty: &Bilingual) -> Problem {
    let (zh, en) = (&ty.zh, &ty.en);
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{what}」是{zh}，没有高低大小"), format!("「{what}」 is {en}, which has no order")),
        hint: Bilingual::new(
            "只有数、金额、日期、年度和写明高低的枚举能比大小、作次序；枚举要分高低，在声明里加「（由高到低）」。",
            "Only numbers, money, dates, years and ordered enums compare by size; to order an enum add 「（由高到低）」 to its declaration.",
        ),
        related: Vec::new(),
    }
}

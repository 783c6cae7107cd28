//! A type that cannot stand in this place, or a 小数 without its places.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "type-not-available";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("类型「{name}」不能用在这里"), format!("the type 「{name}」 cannot be used here")),
        hint: Bilingual::new(
            "这里能用：布尔、整数、小数(n)、比例、金额、日期、年月、年度、期间、文本和枚举；小数要写位数，例如「小数(2)」。",
            "What can stand here: 布尔, 整数, 小数(n), 比例, 金额, 日期, 年月, 年度, 期间, 文本 and enums; a 小数 says its places, as in 「小数(2)」.",
        ),
        related: Vec::new(),
    }
}

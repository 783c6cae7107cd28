//! A type that language version 1 cannot compute with yet, or not in this place.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "type-not-available";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("类型「{name}」在这里还不能用"), format!("the type 「{name}」 cannot be used here yet")),
        hint: Bilingual::new(
            "语言第 1 版在这里能用：布尔、整数、小数(n)、比例、金额、年度和枚举；小数要写位数，例如「小数(2)」。",
            "Language version 1 takes 布尔, 整数, 小数(n), 比例, 金额, 年度 and enums here; a 小数 says its places, as in 「小数(2)」.",
        ),
        related: Vec::new(),
    }
}

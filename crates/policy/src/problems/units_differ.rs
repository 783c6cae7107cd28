//! Counts of different things added or compared.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};
use quanheng_facts::value::LengthUnit;

pub const ID: &str = "units-differ";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, one: &str, other: &str) -> Problem {
    let long = |unit: &str| LengthUnit::named(unit).is_some();
    let hint = if long(one) && long(other) {
        Bilingual::new(
            "长短的单位互不折算：一个月不是 30 日，一年不是 365 日。用同一种单位；问日子过了几个月、几年没有，写「甲日 后 3个月 ≤ 乙日」。",
            "Units of time are never turned into one another: a month is not 30 days. Use one of them; whether months or years have passed is asked by 「A plus 3个月 <= B」.",
        )
    } else {
        Bilingual::new(
            "不同单位的数不能相加减、相比较：把两边化成同一单位。",
            "Numbers of different units cannot be added or compared: bring both to the same unit.",
        )
    };
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{one}」和「{other}」不是同一种单位"), format!("「{one}」 and 「{other}」 are different units")),
        hint,
        related: Vec::new(),
    }
}

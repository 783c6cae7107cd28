//! A definition that in some case has no value, and is not declared 可不适用.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "value-missing";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str, case: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{name}」在有的情形下没有值，又没有写「可不适用」"),
            format!("「{name}」 has no value in some case, and is not declared 可不适用"),
        ),
        hint: Bilingual::new(
            format!("加一句「缺省 …」，或在类型后写「，可不适用」。没有值的一例（可作测试行）：\n{case}"),
            format!("Add 「缺省 …」, or 「，可不适用」 after the type. A case without a value (ready as a test row):\n{case}"),
        ),
        related: Vec::new(),
    }
}

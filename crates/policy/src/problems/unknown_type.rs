//! A word that is no type.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "unknown-type";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str, near: &[String]) -> Problem {
    let list = near.iter().map(|n| format!("「{n}」")).collect::<Vec<_>>().join("、");
    let (more, more_en) =
        if near.is_empty() { (String::new(), String::new()) } else { (format!("；相近的有{list}"), format!("; near it: {list}")) };
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("没有叫「{name}」的类型"), format!("there is no type called 「{name}」")),
        hint: Bilingual::new(
            format!("可用的类型：布尔、整数、小数(n)、比例、金额、日期、年月、年度、期间、文本，以及已声明的枚举和实体{more}。"),
            format!("Types are 布尔, 整数, 小数(n), 比例, 金额, 日期, 年月, 年度, 期间, 文本, and the enums and kinds declared{more_en}."),
        ),
        related: Vec::new(),
    }
}

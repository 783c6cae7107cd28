//! 不计 names something that does not say of a matter whether it is set aside.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "disregard-by";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「不计」后面的「{name}」不能判断一件事项该不该不计"),
            format!("「{name}」 after 不计 does not say of a matter whether it is set aside"),
        ),
        hint: Bilingual::new(
            "它要是登记的事项的一个是或否，如「定义 事项.已容错（对象：人员 或 单位，结论类）：布尔 即 …」。",
            "It has to be a yes or no of a registered matter, such as 「定义 事项.已容错（对象：人员 或 单位，结论类）：布尔 即 …」.",
        ),
        related: Vec::new(),
    }
}

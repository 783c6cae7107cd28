//! A word that names nothing here.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "unknown-name";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str, near: &[String], space: Option<&str>) -> Problem {
    let (zh, en) = match (space, near) {
        (Some(split), _) => (
            format!("是不是漏了空格？「{split}」：关键词两边要有空格或标点。"),
            format!("Is a space missing: 「{split}」? A keyword needs a space or punctuation on both sides."),
        ),
        (None, []) => (
            "检查写法；如果是新的概念，先用 定义、事实、待定 或 参数 写明它是什么。".to_owned(),
            "Check the spelling; if it is something new, first say what it is with 定义, 事实, 待定 or 参数.".to_owned(),
        ),
        (None, near) => {
            let near = near.iter().map(|n| format!("「{n}」")).collect::<Vec<_>>().join("、");
            (
                format!("相近的有：{near}。改成其中一个，或先写明它是什么。"),
                format!("Near it: {near}. Use one of these, or first say what it is."),
            )
        }
    };
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("没有叫「{name}」的名字"), format!("nothing here is called 「{name}」")),
        hint: Bilingual::new(zh, en),
        related: Vec::new(),
    }
}

//! A table with enum keys read with too few or too many of them.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "keys-missing";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str, keys: &[String]) -> Problem {
    let list = if keys.is_empty() { "（没有别的键）".to_owned() } else { keys.join("，") };
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{name}」要说明是哪个{list}"), format!("「{name}」 must say which {list}")),
        hint: Bilingual::new(
            format!("在括号里写上：「{name}({list})」，{list}换成具体的值。"),
            format!("Put it in brackets: 「{name}({list})」, with values in their places."),
        ),
        related: Vec::new(),
    }
}

//! A 待定 of the type 规则 that does not say which definition lacks rules.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "rules-affect-nothing";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{name}」说有规则没有补齐，却没有说是哪个定义的规则"),
            format!("「{name}」 says that rules are missing, but not of which definition"),
        ),
        hint: Bilingual::new(
            format!("在后面写「影响 定义的名字」，如：待定「{name}」：规则 影响 县区.奖金。"),
            format!("Write 影响 (affects) and the name of the definition after it, such as: 待定「{name}」：规则 影响 县区.奖金."),
        ),
        related: Vec::new(),
    }
}

//! A short name fits several results.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

use super::said;

pub const ID: &str = "several-results";

/// `names` are the full names it may stand for.
#[must_use]
pub fn several_results(option: &str, name: &str, names: &[String]) -> Problem {
    Problem {
        place: Place::Option { option: format!("{option} {name}") },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("叫「{name}」的结果不止一个。"), format!("There is more than one result called 「{name}」.")),
        hint: Bilingual::new(format!("请写全名，下面选一个：{}。", said(names)), format!("Write the full name, one of: {}.", said(names))),
        related: Vec::new(),
    }
}

//! Several entities bear the name.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

use super::said;

pub const ID: &str = "several-of";

/// `ids` are the stable ids of all who are called so.
#[must_use]
pub fn several_of(option: &str, name: &str, kind: &str, ids: &[String]) -> Problem {
    Problem {
        place: Place::Option { option: format!("{option} {name}") },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("叫「{name}」的{kind}不止一个。"), format!("More than one {kind} is called 「{name}」.")),
        hint: Bilingual::new(format!("请改写编号，下面选一个：{}。", said(ids)), format!("Write the id instead, one of: {}.", said(ids))),
        related: Vec::new(),
    }
}

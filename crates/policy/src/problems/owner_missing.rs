//! A ranking or list that belongs to no kind of entity, or an entity kind that does not exist.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "owner-missing";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{name}」没有说是谁的"), format!("「{name}」 does not say whose it is")),
        hint: Bilingual::new(
            format!("写成「县区.{name}（年度）」这样的形式，前面是实体的名字。"),
            format!("Write it like 「县区.{name}（年度）」, with the kind of entity in front."),
        ),
        related: Vec::new(),
    }
}

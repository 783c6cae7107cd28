//! Kinds of entities that contain each other.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "kind-cycle";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("实体「{name}」绕一圈又归到自己"), format!("the kind 「{name}」 comes back to itself")),
        hint: Bilingual::new(
            "检查「实体 甲：乙」的归属，去掉绕回来的那一处。",
            "Look at the 「实体 A：B」 lines and remove the one that leads back.",
        ),
        related: Vec::new(),
    }
}

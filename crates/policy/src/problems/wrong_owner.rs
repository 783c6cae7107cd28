//! A name that belongs to another kind of entity than the rule is about.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "wrong-owner";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str, owner: &str, here: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{name}」是{owner}的，这里的规则说的是{here}"),
            format!("「{name}」 belongs to {owner}, but this rule is about {here}"),
        ),
        hint: Bilingual::new(
            format!("要读上级的，写「上级.名字」；要数几个，用 计数({owner}，当 …)；否则把规则写给{owner}。"),
            format!(
                "To read the superior's, write 「上级.name」; to count several, use 计数({owner}，当 …); else make the rule one about {owner}."
            ),
        ),
        related: Vec::new(),
    }
}

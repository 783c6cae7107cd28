//! Words declared by use that a file has only once.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "words-met-once";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, words: &[String]) -> Problem {
    let (zh, en) = (format!("「{}」", words.join("」「")), format!("「{}」", words.join("」, 「")));
    Problem {
        place,
        id: ID,
        severity: Severity::Note,
        text: Bilingual::new(format!("只出现一次的叫法：{zh}"), format!("words met only once: {en}")),
        hint: Bilingual::new(
            "角色、机关、材料和日子用了就算声明了。看看有没有同一样东西写成了两种叫法；都对，就不用管。",
            "Roles, bodies, materials and days are declared by use. See whether one thing goes by two names; if all are right, there is nothing to do.",
        ),
        related: Vec::new(),
    }
}

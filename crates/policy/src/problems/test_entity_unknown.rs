//! A test on real facts that names an entity the register does not know.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "test-entity-unknown";

/// A test on real facts that names an entity the register does not know. `near`: names that look like it, best first.
#[must_use]
pub fn problem(place: Place, name: &str, near: &[String]) -> Problem {
    let hint = if near.is_empty() {
        Bilingual::new("用名录里的名字；旧名、代码也可以。", "Use a name of the register; an old name or a code will do.")
    } else {
        let list = near.join("」「");
        Bilingual::new(format!("是不是「{list}」？"), format!("Did you mean 「{list}」?"))
    };
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("测试用了真实数据，名录里没有「{name}」，或者不止一个。"),
            format!("The test uses real data; the register has no 「{name}」, or more than one."),
        ),
        hint,
        related: Vec::new(),
    }
}

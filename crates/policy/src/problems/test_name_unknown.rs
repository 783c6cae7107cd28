//! A heading or a setting of a test that names nothing in the pack.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "test-name-unknown";

/// A heading or a setting of a test that names nothing in the pack. `near`: names that look like it, best first.
#[must_use]
pub fn problem(place: Place, what: &str, near: &[String]) -> Problem {
    let hint = if near.is_empty() {
        Bilingual::new(
            "用包里的名字：定义、待定、具名数，或者“表.栏”，如 公布名单.次序(十强县)；给人看的栏叫“说明”。",
            "Use a name of the pack: a definition, an open value, a named number, or table.column such as 公布名单.次序(十强县); call a column for people 说明.",
        )
    } else {
        let list = near.join("」「");
        Bilingual::new(
            format!("是不是「{list}」？给人看的栏叫“说明”。"),
            format!("Did you mean 「{list}」? Call a column for people 说明."),
        )
    };
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("测试里的「{what}」在包里没有。"), format!("「{what}」 in the test is not in the pack.")),
        hint,
        related: Vec::new(),
    }
}

/// The names nearest to one that is not there, at most three.
#[must_use]
pub fn nearest(name: &str, names: &[String]) -> Vec<String> {
    let far = name.chars().count().div_ceil(2).min(3);
    let mut near: Vec<(usize, &String)> = names
        .iter()
        .map(|n| (strsim::damerau_levenshtein(n, name), n))
        .filter(|(distance, n)| *distance <= far && n.chars().any(|c| name.contains(c)))
        .collect();
    near.sort();
    near.dedup();
    near.into_iter().take(3).map(|(_, n)| n.clone()).collect()
}

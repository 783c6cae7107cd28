//! A table of tenures in a pack that declares no kind of units: no row could name one.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "tenure-without-units";

/// The problem, in both languages. `kinds`: the kinds of entities that the pack declares.
#[must_use]
pub fn problem(place: Place, kinds: &[String]) -> Problem {
    let (zh, en) = match kinds.first() {
        Some(kind) => (
            format!("把有人任职的种类写成单位的一种，如「实体 {kind}：单位」；要不然写一行「实体 单位」。"),
            format!(
                "Declare the kinds in which posts are held as kinds of units, as in 「entity {kind}: 单位」; or write 「entity 单位」."
            ),
        ),
        None => ("写一行「实体 单位」。".to_owned(), "Write 「entity 单位」.".to_owned()),
    };
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            "任职表的一行要写在哪个单位任职，可这个包（和它依据的包）没有声明哪些是单位，每一行都会认不出单位",
            "each row of 任职 names a unit, yet neither this pack nor one it builds on declares any: no row could be read",
        ),
        hint: Bilingual::new(zh, en),
        related: Vec::new(),
    }
}

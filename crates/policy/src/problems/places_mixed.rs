//! A condition under which some places of a group would be published and others computed.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "places-mixed";

/// The problem, in both languages. `words`: the part of the condition that differs from one member to the next.
#[must_use]
pub fn problem(place: Place, label: &str, words: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("例外「{label}」是公布的名次，它的条件「{words}」同组各家可能不一样：会有几家照公布的、几家照推算的，混在一组里"),
            format!(
                "exception 「{label}」 gives published places, and its condition 「{words}」 may differ within a group: some places would be published and some computed"
            ),
        ),
        hint: Bilingual::new(
            "条件写成对全组的：有记录(表.栏，组 分组的依据)、已完整(…)、待定、参数，或者由这些组成的定义。没有公布的那几家就是未知，不拿推算的补。",
            "Write a condition on the whole group: 有记录(table.column，组 what groups them), 已完整(…), a 待定, a parameter, or a definition made of these. Those without a published place are then 未知, and no computed place fills in.",
        ),
        related: Vec::new(),
    }
}

//! Something else than a reminder, a report or a handover when a limit has passed.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "overdue-action";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, word: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("逾期以后只能「催办」、「报 谁」或者「转 谁」，没有「{word}」。"),
            format!("When a limit has passed there is 催办, 报 whom and 转 whom, but no 「{word}」."),
        ),
        hint: Bilingual::new(
            "期限过了，不能视为同意、视为认定：那会对人作出没有人作过的决定。要催的写 催办，要上报的写 报 上级机关。",
            "A limit that has passed decides nothing about anybody, for nobody would have decided. Write 催办 to remind, 报 and whom to report to.",
        ),
        related: Vec::new(),
    }
}

//! What stands after 后 is no length of time.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "length-unit";

/// What stands after 后 is no length of time.
#[must_use]
pub fn problem(place: Place, words: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「后」的后面要写多长时间，「{words}」不是。"),
            format!("After 「plus」 stands a length of time, and 「{words}」 is none."),
        ),
        hint: Bilingual::new(
            "写年、个月或者日，如 1年「不提拔」、6个月、30日。工作日要看日历，只能用在程序的时限里。",
            "Write 年, 个月 or 日, such as 1年「…」, 6个月 or 30日. Working days need a calendar, and stand in time limits of procedures only.",
        ),
        related: Vec::new(),
    }
}

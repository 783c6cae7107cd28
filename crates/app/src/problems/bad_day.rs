//! `--known-on` is not a day.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "bad-day";

/// `option` is the option, `text` what was written after it.
#[must_use]
pub fn bad_day(option: &str, text: &str) -> Problem {
    Problem {
        place: Place::Option { option: format!("{option} {text}") },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{text}」不是日期，或者没有这一天。"), format!("「{text}」 is not a day, or there is no such day.")),
        hint: Bilingual::new(
            "请写成 2017-06-15 的样子；当天知道的也算在内。",
            "Write it like 2017-06-15; what became known on that day is included.",
        ),
        related: Vec::new(),
    }
}

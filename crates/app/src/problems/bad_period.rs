//! `--period` or `--law-as-of` is not a year, years or a span of years.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "bad-period";

/// `option` is the option, `text` what was written after it.
#[must_use]
pub fn bad_period(option: &str, text: &str) -> Problem {
    let several = option != "--law-as-of";
    Problem {
        place: Place::Option { option: format!("{option} {text}") },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{text}」不是年度。"), format!("「{text}」 is not a year.")),
        hint: if several {
            Bilingual::new(
                "请写 1900 至 2100 间的一个年度（2016），几个年度（2016,2015），或者一段年度（2009-2016，从早到晚，最多一百年）。",
                "Write a year from 1900 to 2100 (2016), several (2016,2015), or a span (2009-2016, the earlier first, a hundred years at most).",
            )
        } else {
            Bilingual::new("请写 1900 至 2100 间的一个年度，例如 2016。", "Write one year from 1900 to 2100, e.g. 2016.")
        },
        related: Vec::new(),
    }
}

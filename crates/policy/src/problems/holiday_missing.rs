//! A limit of which nothing says what a holiday at its end does.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "holiday-missing";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, words: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(
            format!("期限「{words}」没有说末日是假日怎么办"),
            format!("nothing says what happens when the limit 「{words}」 ends on a holiday"),
        ),
        hint: Bilingual::new(
            "写上「，末日遇假 顺延」（或 提前、不变）；原文没有说的，写 末日遇假 待定「…」：末日方式。按工作日和小时算的期限不需要。",
            "Add 「, if_holiday 顺延」 (or 提前, 不变); if the text does not say, 「if_holiday open「…」：末日方式」. Limits in working days and hours need none.",
        ),
        related: Vec::new(),
    }
}

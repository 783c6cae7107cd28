//! A limit of which nothing says whether the first day counts.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "limit-terms-missing";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, words: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Warning,
        text: Bilingual::new(
            format!("期限「{words}」没有说当日计不计"),
            format!("nothing says whether the first day counts in the limit 「{words}」"),
        ),
        hint: Bilingual::new(
            "在程序（或义务）里写「期限 当日不计，末日遇假 …」，或者在起算日后面写「次日」；原文没有说的，写 期限 待定「…」：首日方式。办件时没有这个就算不出到期日。",
            "Write 「terms day_one_out, if_holiday …」 in the procedure (or duty), or 「next_day」 after the start; if the text does not say, 「terms open「…」：首日方式」. Without it the last day cannot be worked out.",
        ),
        related: Vec::new(),
    }
}

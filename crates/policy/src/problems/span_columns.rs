//! A 时段 table without its columns 自 and 至.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "span-columns";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, table: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("时段表「{table}」缺少「自」或「至」"), format!("the 时段 table 「{table}」 lacks its 自 or 至")),
        hint: Bilingual::new(
            "在见下表里写「自｜日期」和「至｜日期，可空」两栏。",
            "Give its table the two rows 「自｜日期」 and 「至｜日期，可空」.",
        ),
        related: Vec::new(),
    }
}

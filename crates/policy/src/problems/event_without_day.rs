//! 事件 without a column of type 日期.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "event-without-day";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, table: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("事件「{table}」没有一栏是日期，无从知道它发生在哪一天、算进哪一年"),
            format!("no column of the event 「{table}」 is a date: nothing says on which day it happened, nor to which year it belongs"),
        ),
        hint: Bilingual::new(
            "在见下表里加一栏，如「发生日｜日期」；有几栏日期的，写在最前面的一栏算发生日。",
            "Add a row such as 「发生日｜日期」 to its table; of several dates the first one written is the day it happened.",
        ),
        related: Vec::new(),
    }
}

//! A day compared with a month or a year, of which some days lie on one side and some on the other.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "day-and-period";

/// The problem, in both languages. `ways`: what may be meant, and how that is written.
#[must_use]
pub fn problem(place: Place, period: (&str, &Bilingual), day: (&str, &Bilingual), ways: &[(Bilingual, String)]) -> Problem {
    let ((period, period_is), (day, day_is)) = (period, day);
    let zh: Vec<String> = ways.iter().map(|(meant, written)| format!("{}，写「{written}」", meant.zh)).collect();
    let en: Vec<String> = ways.iter().map(|(meant, written)| format!("{}: 「{written}」", meant.en)).collect();
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{period}」是一整段时间（{}），「{day}」是其中一点（{}）：段里有的日子这样，有的那样", period_is.zh, day_is.zh),
            format!(
                "「{period}」 is a whole stretch of time ({}), 「{day}」 a point in one ({}): its days may stand differently",
                period_is.en, day_is.en
            ),
        ),
        hint: Bilingual::new(
            format!("说清楚是哪一种：{}。本来是某一天、只知道月份的，类型写「日期」，格子里照样写 2016-06。", zh.join("；")),
            format!(
                "Say which is meant: {}. What is one day of which only the month is known has the type 日期, and 2016-06 in its cell.",
                en.join("; ")
            ),
        ),
        related: Vec::new(),
    }
}

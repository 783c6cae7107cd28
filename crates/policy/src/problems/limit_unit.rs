//! A length in something else than time.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "limit-unit";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, words: &str, ty: &Bilingual) -> Problem {
    let (z, e) = (&ty.zh, &ty.en);
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("期限的长短「{words}」是{z}，不是多少年、月、日、工作日或小时"),
            format!("the length 「{words}」 is {e}, not a number of years, months, days, working days or hours"),
        ),
        hint: Bilingual::new(
            "数字后面写单位：15日、10工作日、1个月、24小时；没有定的写 待定「…」：工作日。视的各支要用同一个单位。",
            "Write the unit after the number: 15日, 10工作日, 1个月, 24小时; what is left open as open「…」：工作日. All arms of a 视 take the same unit.",
        ),
        related: Vec::new(),
    }
}

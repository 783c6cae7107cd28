//! A name that is something else than what can stand here.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "wrong-kind-of-name";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str, is: &Bilingual, wanted: &Bilingual) -> Problem {
    let (is_zh, is_en, wanted_zh, wanted_en) = (&is.zh, &is.en, &wanted.zh, &wanted.en);
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{name}」是{is_zh}，这里要的是{wanted_zh}"),
            format!("「{name}」 is {is_en}; here stands {wanted_en}"),
        ),
        hint: Bilingual::new(
            format!("换成{wanted_zh}的名字；表要写成「表.栏」，或用 存在(…)、计数(…)、有记录(…) 来问。"),
            format!("Use the name of {wanted_en}; of a table write 「table.column」, or ask with 存在(…), 计数(…) or 有记录(…)."),
        ),
        related: Vec::new(),
    }
}

//! A value of another type than the place asks for.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "type-mismatch";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, what: &str, found: &Bilingual, wanted: &Bilingual) -> Problem {
    let (found_zh, found_en, wanted_zh, wanted_en) = (&found.zh, &found.en, &wanted.zh, &wanted.en);
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{what}」是{found_zh}，这里要的是{wanted_zh}"),
            format!("「{what}」 is {found_en}; here stands {wanted_en}"),
        ),
        hint: if wanted_zh.starts_with("枚举") && found_zh.starts_with("枚举") {
            // Two enums that were taken for each other: units of numbers would lead astray.
            Bilingual::new(
                format!("改成{wanted_zh}；写了几个下标的，看看先后是不是写反了。"),
                format!("Make it {wanted_en}; of several arguments, see whether their order is wrong."),
            )
        } else {
            Bilingual::new(
                format!("改成{wanted_zh}：数字要带对单位（100万元 是金额，35% 是比例，10 是整数），是非要写成能回答“是/否”的话。"),
                format!(
                    "Make it {wanted_en}: a number needs the right unit (100万元 is money, 35% a ratio, 10 a whole number); a condition must answer yes or no."
                ),
            )
        },
        related: Vec::new(),
    }
}

//! A word touching a number that is no unit.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "unknown-unit";

/// A word touching a number that is no unit.
#[must_use]
pub fn problem(place: Place, unit: &str, number: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{unit}」不是能认的单位。"), format!("「{unit}」 is not a unit that is known.")),
        hint: Bilingual::new(
            format!("单位有：元 万元 亿元 分 % 人 名 年 个月 日 工作日 小时；如果 {number} 后面是别的词，中间加空格。"),
            format!(
                "The units are 元 万元 亿元 分 % 人 名 年 个月 日 工作日 小时; if another word follows {number}, put a space between them."
            ),
        ),
        related: Vec::new(),
    }
}

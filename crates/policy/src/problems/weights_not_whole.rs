//! Weights that do not come to 100 %.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};
use quanheng_facts::value::Year;
/// The stable name of this problem.
pub const ID: &str = "weights-not-whole";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, sum: &str, year: Option<Year>) -> Problem {
    let (when_zh, when_en) = year.map_or_else(Default::default, |y| (format!("自 {y} 年度起"), format!("from {y} on, ")));
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("{when_zh}各项权重加起来是 {sum}，不是 100%，或者有的小于零"),
            format!("{when_en}the weights add up to {sum}, not to 100%, or one is below nought"),
        ),
        hint: Bilingual::new(
            "改权重，使各项都不小于零、加起来恰是 100%。",
            "Change the weights so that none is below nought and together they are exactly 100%.",
        ),
        related: Vec::new(),
    }
}

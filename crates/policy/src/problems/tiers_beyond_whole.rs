//! Tiers that take more than everyone.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};
use quanheng_facts::value::Year;
/// The stable name of this problem.
pub const ID: &str = "tiers-beyond-whole";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, sum: &str, year: Option<Year>) -> Problem {
    let (when_zh, when_en) = year.map_or_else(Default::default, |y| (format!("自 {y} 年度起"), format!("from {y} on, ")));
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("{when_zh}各档的比例加起来是 {sum}，超过了 100%"),
            format!("{when_en}the ratios of the tiers add up to {sum}, more than 100%"),
        ),
        hint: Bilingual::new(
            "各档写自己的比例，不写累计的；加起来不超过 100%，剩下的归「其余」。",
            "Write each tier's own ratio, not the running total; together at most 100%, and the rest goes to 其余.",
        ),
        related: Vec::new(),
    }
}

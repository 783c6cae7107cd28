//! A number of years that is not known to be between 1 and 100.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "years-not-bounded";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, words: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{words}」说不出要往回看几年"), format!("「{words}」 does not say how many years to look back")),
        hint: Bilingual::new(
            "写 1 到 100 的整数（2 或 2 年），或有名字的数字（2年「连续年数」）；还没定的，给待定写上范围：待定「连续几年」：整数，1 至 3。",
            "Write a whole number from 1 to 100 (2, or 2 年), or a named number (2年「连续年数」); if it is left open, give the 待定 its bounds: 待定「连续几年」：整数，1 至 3.",
        ),
        related: Vec::new(),
    }
}

//! A standard score without its places, rounding, or whether those compared are everybody or a sample.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "standard-score-unspecified";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            "标准分要写明保留几位、怎样取整、算总体还是算样本",
            "a standard score (标准分) needs its places, its rounding, and whether it is of everybody or of a sample",
        ),
        hint: Bilingual::new(
            "例如 归一(得分，组 队组，标准分，保留 4位，四舍五入，总体)。方式是待定、可能选标准分时也要写。",
            "For example 归一(得分，组 队组，标准分，保留 4位，四舍五入，总体). The same where the method is open and may be 标准分.",
        ),
        related: Vec::new(),
    }
}

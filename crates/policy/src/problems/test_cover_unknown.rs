//! A test says that it covers an article that is not there.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "test-cover-unknown";

/// A test says that it covers an article that is not there.
#[must_use]
pub fn problem(place: Place, what: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("测试说覆盖「{what}」，包里没有这一条。"),
            format!("The test says that it covers 「{what}」; there is no such article in the pack."),
        ),
        hint: Bilingual::new(
            "写成“办法名#条”，办法名是 law 里的文件名去掉序号，如 `覆盖 鼓励激励#第六条`。",
            "Write it as measure#article, the measure being the file name in law/ without its number: `覆盖 鼓励激励#第六条`.",
        ),
        related: Vec::new(),
    }
}

//! The facts a test asks for were not found.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "test-facts-missing";

/// The facts a test asks for were not found.
#[must_use]
pub fn problem(place: Place, what: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("测试要用的事实「{what}」没有读到。"),
            format!("The facts the test asks for, 「{what}」, were not read."),
        ),
        hint: Bilingual::new(
            "看看文件或者文件夹在不在；路径从测试文件所在的文件夹算起。",
            "See whether the file or folder is there; the path starts from the folder of the test file.",
        ),
        related: Vec::new(),
    }
}

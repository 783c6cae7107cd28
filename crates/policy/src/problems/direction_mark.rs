//! A character that turns the direction of writing, outside the rules.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "direction-mark";

/// The order of the words on a screen is not the one in the file.
#[must_use]
pub fn problem(place: Place, code: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("这里有一个改变文字方向的看不见的字符（{code}）：屏幕上看到的次序和文件里的次序可能不一样。"),
            format!(
                "There is an invisible character here ({code}) that turns the direction of writing: what is seen on a screen may stand in another order in the file."
            ),
        ),
        hint: Bilingual::new("删去这个字符，再从头读一遍这一行。", "Delete it, and read the line once more from its beginning."),
        related: Vec::new(),
    }
}

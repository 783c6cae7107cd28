//! A comma within prose.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "prose-comma";

/// The problem, in both languages. `zh` and `en`: the words that may follow a comma here; empty where none may.
#[must_use]
pub fn problem(place: Place, next: &str, zh: &str, en: &str) -> Problem {
    let (zh, en) = if zh.is_empty() { ("换行", "a new line") } else { (zh, en) };
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("写给人看的文字到「，」为止，后面的「{next}」不知道是什么。"),
            format!("Prose ends at the comma, and 「{next}」 after it is not known here."),
        ),
        hint: Bilingual::new(
            format!("文字里要停顿，用「、」或者「并」；是另一件事，另起一行写「谁 应当 …」。逗号后面只能是：{zh}。"),
            format!(
                "Within prose use 、 or 并; another act begins its own line with who must do it. After the comma may stand only: {en}."
            ),
        ),
        related: Vec::new(),
    }
}

//! `pack.toml` is not TOML.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "manifest-syntax";

/// `pack.toml` is not TOML.
#[must_use]
pub fn problem(place: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new("pack.toml 这里读不懂。", "pack.toml cannot be read here."),
        hint: Bilingual::new(
            "每行写成 名 = 值；文字用英文双引号，如 title = \"示例办法\"。",
            "Write one name = value a line, text in straight double quotes: title = \"Example\".",
        ),
        related: Vec::new(),
    }
}

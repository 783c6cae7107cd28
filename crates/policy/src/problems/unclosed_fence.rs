//! A fence that runs to the end of the file.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "unclosed-fence";

/// A fence that runs to the end of the file.
#[must_use]
pub fn problem(place: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            "这段规则只有开头的 ```，没有结尾的 ```，后面的正文也被当成了规则。",
            "This block of rules opens with ``` but is never closed, so the text below was taken for rules.",
        ),
        hint: Bilingual::new("在最后一条规则的下一行，单独写上 ```。", "Put a line with ``` alone after the last rule."),
        related: Vec::new(),
    }
}

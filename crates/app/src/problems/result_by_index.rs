//! A result was named that is asked of somebody, or of a day, beyond the entity and the year.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

use super::said;

pub const ID: &str = "result-by-index";

/// `indexes` are the further indexes that have no end of values; `readers` are results that read it.
#[must_use]
pub fn result_by_index(option: &str, name: &str, indexes: &[String], readers: &[String]) -> Problem {
    let (hint, hint_en) = if readers.is_empty() {
        ("请改问读它的结果。".to_owned(), "Ask for a result that reads it.".to_owned())
    } else {
        (
            format!("请改问读它的结果，如{}；用 explain，理由里会写出每一次问它问的是谁、答的是什么。", said(readers)),
            format!(
                "Ask for a result that reads it, such as {}; the reasons (explain) tell each time it was asked, and of whom.",
                said(readers)
            ),
        )
    };
    Problem {
        place: Place::Option { option: format!("{option} {name}") },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{name}」要给出{}才有答案，是给别的规则用的，不能单独列出。", said(indexes)),
            format!(
                "「{name}」 has an answer only for a given {}; it is there for other rules and cannot be listed by itself.",
                said(indexes)
            ),
        ),
        hint: Bilingual::new(hint, hint_en),
        related: Vec::new(),
    }
}

//! A line at the margin that begins with no statement word.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "unknown-statement";

/// A line at the margin that begins with no statement word.
#[must_use]
pub fn problem(place: Place, word: &str, near: Option<&str>) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("没有以「{word}」开头的语句。"), format!("No statement begins with 「{word}」.")),
        hint: Bilingual::new(match near {
            Some(near) => format!("是不是「{near}」？如果是上一条的续行，请在行首空两格。"),
            None => "语句以 定义、例外、名单 等词开头；如果是上一条的续行，请在行首空两格。".to_owned(),
        }, match near {
            Some(near) => format!("Did you mean 「{near}」? If it goes on from the line above, indent it by two spaces."),
            None => "A statement begins with a word such as define, exception, list; if it goes on from the line above, indent it by two spaces.".to_owned(),
        }),
        related: Vec::new(),
    }
}

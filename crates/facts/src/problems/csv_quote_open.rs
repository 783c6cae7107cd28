//! A quotation mark that opens a cell and is never closed.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "csv-quote-open";

pub(crate) fn problem(place: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            "这一行有一个单元格以英文双引号 \" 开头，却一直没有结束的引号，整个文件没有读。",
            "A cell in this row begins with a double quote \" that is never closed; the whole file was not read.",
        ),
        hint: Bilingual::new("请补上结束的引号，或者删去开头的引号。", "Add the closing quote, or remove the opening one."),
        related: Vec::new(),
    }
}

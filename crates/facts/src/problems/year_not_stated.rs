//! A table of one year that does not say which.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "year-not-stated";

pub(crate) fn problem(place: Place, table: &str, found: &[String]) -> Problem {
    let list = found.join("、");
    let (zh, en) = if found.is_empty() {
        ("名字和标题里也没有年度".to_owned(), "neither its name nor its title states a year".to_owned())
    } else {
        (format!("名字和标题里又有几个年度：{list}"), format!("its name and title state several years: {list}"))
    };
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("表「{table}」按年度填报，但没有「年度」栏，{zh}。没有读。"),
            format!("The table 「{table}」 is kept by year, but has no 「年度」 column, and {en}. It was not read."),
        ),
        hint: Bilingual::new(
            "请加一列「年度」，或者在标题、工作表名里写明唯一的年度，例如「2016年」。",
            "Add a 「年度」 column, or state exactly one year in the title or the sheet name, such as 「2016年」.",
        ),
        related: Vec::new(),
    }
}

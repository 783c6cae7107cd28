//! A value that may be 不适用 used where nothing says what then.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "unhandled-na";

/// From when a definition is there that is 不适用 only before.
#[derive(Clone, Copy, Debug)]
pub enum Since {
    Year(i16),
    Day(jiff::civil::Date),
}

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, what: &str, case: Option<&str>, since: Option<Since>) -> Problem {
    let (zh, en) = match case {
        None => (
            format!("写「{what} 不适用则 …」给出那时的值；或先写「有值({what}) 且 …」；名单和排名里写「从 …，当 有值({what})」。"),
            format!("Write 「{what} 不适用则 …」; or first 「有值({what}) 且 …」; in a list or ranking 「从 …，当 有值({what})」."),
        ),
        Some(case) => (
            format!(
                "加一条例外，条件里写「不适用({what})」；或写「{what} 不适用则 …」；或给定义加「，可不适用」。没有说到的一例（可作测试行）：\n{case}"
            ),
            format!(
                "Add an exception whose condition has 「不适用({what})」; or write 「{what} 不适用则 …」; or add 「，可不适用」 to the definition. A case not provided for (ready as a test row):\n{case}"
            ),
        ),
    };
    // A definition in force in some years only is 不适用 in the others; the simplest is to be in force in the same years.
    let (zh, en) = match since {
        None => (zh, en),
        Some(Since::Day(day)) => (
            format!("它从 {day} 的事件才有：读的如果是同一事件，这条规则也写「适用 {day} 起」就行；要不然，{zh}"),
            format!(
                "It is there for events from {day} only: where the same event reads it, give this rule 「适用 {day} 起」 too. Otherwise: {en}"
            ),
        ),
        Some(Since::Year(year)) => (
            format!("它从 {year} 年度才有：这条规则也写「适用 {year}年度 起」就行；要不然，{zh}"),
            format!("It is there from {year} only: give this rule 「适用 {year}年度 起」 too. Otherwise: {en}"),
        ),
    };
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{what}」可能是不适用，这里没有说那时怎么办"),
            format!("「{what}」 may be 不适用, and nothing here says what then"),
        ),
        hint: Bilingual::new(zh, en),
        related: Vec::new(),
    }
}

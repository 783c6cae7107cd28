//! A quarter, half or month where only a year can be an index.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "part-of-year";

/// The problem, in both languages. `name`, `written`: the enum that divides the year so, and the line that declares it.
#[must_use]
pub fn problem(place: Place, word: &str, name: &str, written: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{word}」不是现成的期：逐期取值的只有「年度」，看某一天的写「某日：日期」"),
            format!("「{word}」 is no period of its own: only 「年度」 has a value each, and a day is asked for by 「某日：日期」"),
        ),
        hint: Bilingual::new(
            format!(
                "一年再分几期的，先写「{written}」，再写「（年度，{name}）」：一年里每期一行。「上年」仍是上一年的同一期；本年的另一期，写明是哪一期，如「得分(一季度)」的写法。"
            ),
            format!(
                "To divide the year, declare 「{written}」 and write 「（年度，{name}）」: one row for each part of the year. 上年 is the same part of the year before; another part of this year is named, as in 「得分(一季度)」."
            ),
        ),
        related: Vec::new(),
    }
}

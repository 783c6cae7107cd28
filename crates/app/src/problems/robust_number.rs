//! `--draws` or `--seed` is not a number that can be used.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "robust-number";

/// `text` was written after `option`; it may be from `least` to `most`.
#[must_use]
pub fn robust_number(option: &str, text: &str, least: u64, most: u64) -> Problem {
    Problem {
        place: Place::Option { option: format!("{option} {text}") },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{text}」在这里不能用：要一个 {least} 到 {most} 的整数。"),
            format!("「{text}」 cannot be used here: it must be a whole number from {least} to {most}."),
        ),
        hint: match option {
            "--draws" => Bilingual::new(
                "写抽取的次数，如 10000（不写也是 10000）；再多，显示的那一位小数也不大会动了。",
                "Write how many draws, e.g. 10000 (which it is when left out); with more, the digit that is shown hardly moves.",
            ),
            _ => Bilingual::new(
                "写一个整数，如 2016；同一个种子，结果一个字也不差。",
                "Write a whole number, e.g. 2016; one seed gives the same result to the letter.",
            ),
        },
        related: Vec::new(),
    }
}

//! A run of years, or a count of them, whose condition may be 不适用 in a year, without a word for such a year.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "unassessed-missing";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, function: &str, condition: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{condition}」有的年份可能不适用（没有考核，或规则那时还没有），「{function}」没有说那样的年份怎么算"),
            format!(
                "「{condition}」 may be 不适用 in some year (not assessed, or not yet in force), and 「{function}」 does not say what such a year counts as"
            ),
        ),
        hint: Bilingual::new(
            "在括号里最后加一项：「未考核 中断」（算作不成立），「未考核 跳过」（不算，往前多看一年），或「未考核 未知」（不能断定）。原文没有说的，写「未考核 待定「…」：未考核方式」。",
            "Add one of these as the last thing in the brackets: 「未考核 中断」 (counts as not met), 「未考核 跳过」 (left out, one year further back is looked at) or 「未考核 未知」 (cannot be said). Where the text is silent: 「未考核 待定「…」：未考核方式」.",
        ),
        related: Vec::new(),
    }
}

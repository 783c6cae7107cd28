//! A test whose result is not what was expected.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "test-failed";

/// A test whose result is not what was expected. `of`: whose result; `actual`: in the words of a cell.
#[must_use]
pub fn problem(place: Place, title: &str, of: &Bilingual, expected: &str, actual: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("测试「{title}」不符：{}，应当是「{expected}」，算出来是「{actual}」。", of.zh),
            format!("Test 「{title}」 fails: {}, expected 「{expected}」, got 「{actual}」.", of.en),
        ),
        hint: Bilingual::new(
            format!("先用手算核对。规则错了改规则；是测试写错了，把这一格改成「{actual}」。"),
            format!("Work it out by hand first. If the rule is wrong, change the rule; if the test is, put 「{actual}」 into this cell."),
        ),
        related: Vec::new(),
    }
}

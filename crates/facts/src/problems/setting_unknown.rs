//! A row of 设定 about something that the policy does not leave open.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "setting-unknown";

pub(crate) fn problem(place: Place, given: &str, nearest: &[String]) -> Problem {
    let (zh, en) = super::did_you_mean(nearest);
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("本办法没有叫「{given}」的待定，这一行没有用。"),
            format!("The policy leaves nothing open by the name of 「{given}」; this row was not used."),
        ),
        hint: Bilingual::new(
            format!("{zh}请照包里“待定”写的名字填；一族待定写上是哪一格，如「完成率下限（安全生产）」。"),
            format!("{en}Write it as the pack does after 待定; of a family say which cell, such as 「完成率下限（安全生产）」."),
        ),
        related: Vec::new(),
    }
}

//! A row of 认定 about something that no pack has judged.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "judgement-unknown";

pub(crate) fn problem(place: Place, given: &str, nearest: &[String]) -> Problem {
    let (zh, en) = super::did_you_mean(nearest);
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("本办法没有叫「{given}」的认定项，这一行没有用。"),
            format!("The policy has no judgement called 「{given}」; this row was not used."),
        ),
        hint: Bilingual::new(
            format!("{zh}请照包里“认定项”写的名字填，几处同名的写全，如「安全事故.责任事故」。"),
            format!("{en}Write it as the pack does after 认定项; where several share a name, in full, such as 「安全事故.责任事故」."),
        ),
        related: Vec::new(),
    }
}

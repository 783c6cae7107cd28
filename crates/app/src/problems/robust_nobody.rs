//! Nobody has a weighted score in that year.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};
use quanheng_facts::value::Year;

pub const ID: &str = "robust-nobody";

/// The result, and the year that was asked for.
#[must_use]
pub fn robust_nobody(result: &str, year: Year) -> Problem {
    Problem {
        place: Place::Option { option: format!("--of {result}") },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("{year} 年度「{result}」没有一家有加权的得分，没有名次可看。"),
            format!("In {year} nobody in 「{result}」 has a weighted score; there are no places to look at."),
        ),
        hint: Bilingual::new(
            format!("看看这一年度的数据齐不齐，规定施行了没有：quanheng run … --period {year} --only {result}。"),
            format!("See whether the facts of that year are there and the rules in force: quanheng run … --period {year} --only {result}."),
        ),
        related: Vec::new(),
    }
}

//! A word that is not among the values of the enum.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "enum-value-unknown";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, value: &str, of: &str, values: &[String], near: &[String]) -> Problem {
    let list = values.join("、");
    let (more, more_en) = match near.first() {
        Some(one) => (format!("；是不是「{one}」？"), format!("; did you mean 「{one}」?")),
        None => ("。".to_owned(), ".".to_owned()),
    };
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("「{value}」不是「{of}」的值"), format!("「{value}」 is not a value of 「{of}」")),
        hint: Bilingual::new(format!("「{of}」的值有：{list}{more}"), format!("The values of 「{of}」 are: {list}{more_en}")),
        related: Vec::new(),
    }
}

//! A post is spoken of, and there is no table 任职 with person, unit and post.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "posts-without-table";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, name: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{name}」说的是职务，这个包却没有写明人员、单位和职务的任职表"),
            format!("「{name}」 speaks of posts, and the pack has no table 任职 with persons, units and posts"),
        ),
        hint: Bilingual::new(
            "声明「任职（人员，单位），见下表」，表里写一栏「职务」，类型是一个枚举。",
            "Declare 「任职（人员，单位），见下表」 with a column 「职务」 whose type is an enum.",
        ),
        related: Vec::new(),
    }
}

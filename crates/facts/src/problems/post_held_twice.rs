//! Two persons in a post that takes one, or somebody who acts for a post that is held, on the same days.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "post-held-twice";

/// Who, in which post of which unit, from which day on.
pub(crate) struct Twice<'a> {
    pub unit: &'a str,
    pub post: &'a str,
    pub one: &'a str,
    pub other: &'a str,
    pub from: String,
    /// The column that says that `other` acts.
    pub acting: Option<&'a str>,
}

pub(crate) fn problem(place: Place, twice: &Twice<'_>, first: Vec<Place>) -> Problem {
    let Twice { unit, post, one, other, from, acting } = twice;
    let text = match acting {
        None => Bilingual::new(
            format!("{unit}的{post}一时只能有一人，{from}却有两人在任：{one}和「{other}」。两行都算。"),
            format!("only one person can be {post} of {unit} at a time, yet on {from} there are two: {one} and 「{other}」. Both stand."),
        ),
        Some(column) => Bilingual::new(
            format!("{from}{unit}的{post}有人在任（{one}），「{other}」却还填着{column}。两行都算。"),
            format!("on {from} the post of {post} of {unit} is held (by {one}), and 「{other}」 still has {column}. Both stand."),
        ),
    };
    Problem {
        place,
        id: ID,
        severity: Severity::Warning,
        text,
        hint: Bilingual::new(
            "请核对：前一人的「至」填在任的最后一天，后一人的「自」填到任的第一天；确有两人同时在任的，照实填，规则会把两人都算上。",
            "Check: 「至」 of the one is the last day in post, 「自」 of the other the first; if both really were in post, leave it so: rules take both.",
        ),
        related: first.into_iter().map(|place| (place, Bilingual::new("另一行在这里", "the other row is here"))).collect(),
    }
}

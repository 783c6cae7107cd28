//! A name in incentives or `to_verify` of pack.toml that is no kind of conclusion.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "nature-unknown";

/// The problem, in both languages. `field` is `incentives` or `to_verify`; the latter may name definitions as well.
#[must_use]
pub fn problem(place: Place, field: &str, name: &str, known: &[String], near: &[String]) -> Problem {
    let quoted = |names: &[String]| names.iter().map(|n| format!("「{n}」")).collect::<Vec<_>>().join("、");
    let (what, what_en) = match field {
        "to_verify" => ("不是结论类，也不是定义", "neither a kind of conclusion nor a definition"),
        _ => ("不是结论类", "no kind of conclusion"),
    };
    let (hint, hint_en) = match (known.is_empty(), near.is_empty()) {
        (true, _) => {
            ("这个包没有结论类；去掉这个名字。".to_owned(), "This pack has no kinds of conclusions; leave the name out.".to_owned())
        }
        (false, true) => (format!("已有的结论类是{}。", quoted(known)), format!("The kinds of conclusions are {}.", quoted(known))),
        (false, false) => (format!("是不是{}？", quoted(near)), format!("Is {} meant?", quoted(near))),
    };
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("pack.toml 的 {field} 里，「{name}」{what}"),
            format!("「{name}」, named under {field} in pack.toml, is {what_en}"),
        ),
        hint: Bilingual::new(hint, hint_en),
        related: Vec::new(),
    }
}

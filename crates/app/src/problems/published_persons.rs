//! Of published facts a result of persons was asked for.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "published-persons";

/// `file` is a file that says it was published.
#[must_use]
pub fn published_persons(option: &str, name: &str, file: &str) -> Problem {
    Problem {
        place: Place::Option { option: format!("{option} {name}") },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{file}」是公布的数据，只算到单位；「{name}」是人的结果。"),
            format!("「{file}」 was published: results are computed of units alone, and 「{name}」 is of persons."),
        ),
        hint: Bilingual::new(
            "请改问单位的结果。单位用自己掌握的数据时，这些数据的 来源.toml 里不写 published。",
            "Ask for a result of units. Where an office uses facts of its own, their 来源.toml does not say published.",
        ),
        related: Vec::new(),
    }
}

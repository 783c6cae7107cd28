//! A field of `pack.toml` that means nothing.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "manifest-unknown-field";

/// A field of `pack.toml` that means nothing.
#[must_use]
pub fn problem(place: Place, field: &str, near: Option<&str>) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("pack.toml 里的「{field}」不认识，没有用上。"),
            format!("pack.toml: 「{field}」 is not known and has no effect."),
        ),
        hint: Bilingual::new(
            match near {
                Some(near) => format!("是不是「{near}」？"),
                None => "删去它，或者对照说明改正。".to_owned(),
            },
            match near {
                Some(near) => format!("Did you mean 「{near}」?"),
                None => "Delete it, or correct it.".to_owned(),
            },
        ),
        related: Vec::new(),
    }
}

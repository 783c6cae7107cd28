//! A basis pack of another version than was asked for.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "basis-version";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, id: &str, wanted: &str, found: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("基础包「{id}」要 {wanted} 版，找到的是 {found} 版"),
            format!("the basis pack 「{id}」 is asked for in version {wanted}, found is {found}"),
        ),
        hint: Bilingual::new(
            format!("换回 {wanted} 版；或看过变化之后，把 pack.toml 里的 version 和 hash 改成新的。"),
            format!("Put back version {wanted}; or look at what changed and set version and hash in pack.toml anew."),
        ),
        related: Vec::new(),
    }
}

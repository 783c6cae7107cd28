//! A pack folder without its `pack.toml`.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "manifest-missing";

/// A pack folder without its `pack.toml`.
#[must_use]
pub fn problem(place: Place) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            "这个文件夹里没有 pack.toml，不知道它是哪个政策包。",
            "This folder has no pack.toml, so nobody knows which pack it is.",
        ),
        hint: Bilingual::new(
            "新建 pack.toml，写上 id、title、issuer、region、version、language。",
            "Create pack.toml with id, title, issuer, region, version and language.",
        ),
        related: Vec::new(),
    }
}

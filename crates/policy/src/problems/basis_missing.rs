//! A basis pack that was not found.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "basis-missing";

/// The problem, in both languages.
#[must_use]
pub fn problem(place: Place, id: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("没有找到作为基础的包「{id}」"), format!("the basis pack 「{id}」 was not found")),
        hint: Bilingual::new(
            "把它放在这个包的旁边，或用 --packs 指出它所在的文件夹。",
            "Put it beside this pack, or name its folder with --packs.",
        ),
        related: Vec::new(),
    }
}

//! Packs that build on each other in a circle.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "basis-circle";

/// `chain` is the circle, from the pack asked for back to one already met.
#[must_use]
pub fn basis_circle(manifest: &str, chain: &[String]) -> Problem {
    let chain = chain.join(" → ");
    Problem {
        place: Place::File { file: manifest.to_owned() },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("政策包互相依据，成了一个圈：{chain}。"),
            format!("These packs build on each other in a circle: {chain}."),
        ),
        hint: Bilingual::new(
            "下位的包依据上位的包，不能反过来；请在其中一个 pack.toml 的 basis 里去掉一项。",
            "A lower pack builds on a higher one, never the other way: take one entry out of basis in one of the pack.toml files.",
        ),
        related: Vec::new(),
    }
}

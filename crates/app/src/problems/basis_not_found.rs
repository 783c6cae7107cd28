//! A pack that this one builds on is nowhere.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "basis-not-found";

/// `looked_in` are the folders searched, in order.
#[must_use]
pub fn basis_not_found(manifest: &str, basis: &str, looked_in: &[String]) -> Problem {
    Problem {
        place: Place::File { file: manifest.to_owned() },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("所依据的政策包「{basis}」没有找到；找过：{}。", looked_in.join("、")),
            format!("The pack 「{basis}」 that this one builds on was not found; looked in: {}.", looked_in.join(", ")),
        ),
        hint: Bilingual::new(
            format!("请把「{basis}」的文件夹放在本包旁边，或者用 --packs 写出它所在的文件夹。"),
            format!("Put the folder of 「{basis}」 beside this pack, or name the folder that holds it with --packs."),
        ),
        related: Vec::new(),
    }
}

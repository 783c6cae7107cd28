//! There is no pack where the command says.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "pack-not-found";

/// The folder, or the `pack.toml` in it, is missing.
#[must_use]
pub fn pack_not_found(folder: &str) -> Problem {
    Problem {
        place: Place::File { file: folder.to_owned() },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("「{folder}」不是政策包：没有这个文件夹，或者里面没有 pack.toml。"),
            format!("「{folder}」 is no pack: there is no such folder, or no pack.toml in it."),
        ),
        hint: Bilingual::new(
            "请写政策包文件夹的位置，例如 packs/shaanxi-2016；位置从当前文件夹算起。",
            "Give the place of a pack's folder, e.g. packs/shaanxi-2016, counted from the current folder.",
        ),
        related: Vec::new(),
    }
}

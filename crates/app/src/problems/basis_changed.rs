//! The pack this one builds on is not the one it was written for.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "basis-changed";

/// What `pack.toml` says of a basis, and what was found.
#[derive(Clone, Copy, Debug)]
pub struct Difference<'a> {
    pub wanted_version: &'a str,
    pub wanted_hash: &'a str,
    pub found_version: &'a str,
    pub found_hash: &'a str,
}

/// `folder` is the pack that builds on `basis`.
#[must_use]
pub fn basis_changed(folder: &str, manifest: &str, basis: &str, difference: Difference<'_>) -> Problem {
    let Difference { wanted_version, wanted_hash, found_version, found_hash } = difference;
    let (zh, en) =
        if wanted_hash.is_empty() { ("没有写".to_owned(), "none".to_owned()) } else { (short(wanted_hash), short(wanted_hash)) };
    Problem {
        place: Place::File { file: manifest.to_owned() },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!(
                "所依据的「{basis}」与 pack.toml 里记的不是同一份：记的版本是 {wanted_version}、校验值 {zh}；找到的版本是 {found_version}、校验值 {}。",
                short(found_hash)
            ),
            format!(
                "「{basis}」 is not the one that pack.toml records: recorded are version {wanted_version} and hash {en}; found were version {found_version} and hash {}.",
                short(found_hash)
            ),
        ),
        hint: Bilingual::new(
            format!(
                "先看「{basis}」改了什么；若认可，请运行：quanheng check {folder} --accept-basis ，它会把新的版本和校验值写进 pack.toml。"
            ),
            format!(
                "See what changed in 「{basis}」 first; to accept it run: quanheng check {folder} --accept-basis , which writes the new version and hash into pack.toml."
            ),
        ),
        related: Vec::new(),
    }
}

/// The first twelve digits are enough to tell two apart by eye.
fn short(hash: &str) -> String {
    if hash.chars().count() <= 12 { hash.to_owned() } else { format!("{}…", hash.chars().take(12).collect::<String>()) }
}

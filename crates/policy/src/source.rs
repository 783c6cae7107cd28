//! A pack's files to its manifest, law text and rules; every byte keeps its place.
//!
//! In: the texts of a pack folder. Out: a [`PackSource`] and every problem met. Line ends become LF, texts NFC, a byte-order mark
//! at a file's beginning goes. Tests and the change log are kept as files and read elsewhere.

pub mod format;
pub mod fuzz;
mod markdown;
pub mod place;
pub mod reviewed;
pub(crate) mod table;

use quanheng_facts::problem::Problem;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use crate::manifest;
use crate::pack::{PackSource, PackText};
use crate::syntax::tree::{File, FileIx, Tree};

/// Reads all files of a pack. What could not be read is told, and missing from the tree.
#[must_use]
pub fn read_pack(text: &PackText) -> (PackSource, Vec<Problem>) {
    let mut files: Vec<File> = text.files.iter().map(|(path, text)| File { path: normal_path(path), text: normal_text(text) }).collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let hash = hash_of(&files);
    let mut problems = Vec::new();
    let manifest = manifest::read_manifest(&text.folder, &files, &mut problems);
    let reviewed = reviewed::read(&text.folder, &files, &mut problems);
    let mut tree = Tree { files, ..Tree::default() };
    for at in 0..tree.files.len() {
        let Some(file) = tree.files.get(at).cloned() else { continue };
        if let Some(part) = part_of(&file.path) {
            let ix = FileIx(place::offset(at));
            markdown::read_file(&text.folder, ix, &file, part, &mut tree, &mut problems);
        }
    }
    problems.sort();
    problems.dedup();
    (PackSource { folder: text.folder.clone(), manifest, tree, hash, reviewed }, problems)
}

/// Which part of a pack a Markdown file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Tables,
    Law,
    Notice,
}

fn part_of(path: &str) -> Option<Part> {
    let markdown = path.ends_with(".md");
    match path.split_once('/') {
        None if path == "tables.md" => Some(Part::Tables),
        Some(("law", _)) if markdown => Some(Part::Law),
        Some(("notices", _)) if markdown => Some(Part::Notice),
        _ => None,
    }
}

fn normal_path(path: &str) -> String {
    path.replace('\\', "/").nfc().collect()
}

fn normal_text(text: &str) -> String {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    text.replace("\r\n", "\n").replace('\r', "\n").nfc().collect()
}

/// SHA-256 over the sorted files: for each the length of path and text as eight bytes, and the bytes themselves.
fn hash_of(files: &[File]) -> String {
    let mut sha = Sha256::new();
    // That somebody reviewed an article changes nothing in it.
    for file in files.iter().filter(|f| f.path != reviewed::FILE) {
        for part in [&file.path, &file.text] {
            sha.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            sha.update(part.as_bytes());
        }
    }
    sha.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

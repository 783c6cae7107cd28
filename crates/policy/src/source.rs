//! A pack's files to its manifest, law text and rules; every byte keeps its place.
//!
//! In: the texts of a pack folder. Out: a [`PackSource`] and every problem met. Line ends become LF, texts NFC, a byte-order mark
//! at a file's beginning goes. Tests and the change log are kept as files and read elsewhere.

mod direction;
pub mod format;
pub mod fuzz;
pub mod manifest;
mod markdown;
pub mod reviewed;

use quanheng_facts::problem::{Place, Problem};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use crate::pack::{Manifest, PackSource, PackText};
use crate::problems;
use crate::syntax::parser::MAX_STATEMENTS;
use crate::syntax::place::{self, Marks};
use crate::syntax::tree::{File, FileIx, Tree};

/// The longest text of a pack, in bytes: eight hundred times the longest law there is here.
pub const MAX_TEXT: usize = 16 * 1024 * 1024;
/// All texts of a pack together.
pub const MAX_TEXTS: usize = 64 * 1024 * 1024;
/// The most articles of a pack. What is proven of them compares them with each other; so do the statements.
pub const MAX_ARTICLES: usize = 5_000;

/// The most columns that a table declares.
pub const MAX_COLUMNS: usize = 1000;

/// Reads all files of a pack. What could not be read is told, and missing from the tree.
#[must_use]
pub fn read_pack(text: &PackText) -> (PackSource, Vec<Problem>) {
    let mut files: Vec<File> =
        text.files.iter().map(|(path, text)| File { path: normal_path(path), text: normal_text(text), marks: Marks::default() }).collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut problems = too_long(&text.folder, &mut files);
    let hash = hash_of(&files);
    let mut manifest = manifest::read_manifest(&text.folder, &files, &mut problems);
    let reviewed = reviewed::read(&text.folder, &files, &mut problems);
    let mut tree = Tree { files, ..Tree::default() };
    for at in 0..tree.files.len() {
        let Some(file) = tree.files.get(at).cloned() else { continue };
        let scene = place::Scene::new(FileIx(place::offset(at)), place::path_in_messages(&text.folder, &file.path), &file.text);
        let markdown = file.path.ends_with(".md");
        direction::check(&scene, || if markdown { markdown::rule_blocks(&file.text) } else { Vec::new() }, &mut problems);
        if let Some(part) = part_of(&file.path) {
            let ix = FileIx(place::offset(at));
            markdown::read_file(&text.folder, ix, &file, part, &mut tree, &mut problems);
        }
    }
    too_many(&text.folder, &mut manifest, &mut tree, &mut problems);
    problems.sort();
    problems.dedup();
    (PackSource { folder: text.folder.clone(), manifest, tree, hash, reviewed }, problems)
}

/// Leaves out what is too long to be read, and tells it.
fn too_long(folder: &str, files: &mut Vec<File>) -> Vec<Problem> {
    let (mut problems, mut all) = (Vec::new(), 0_usize);
    files.retain(|file| {
        let length = file.text.len();
        let most = if length > MAX_TEXT { MAX_TEXT } else { MAX_TEXTS };
        let fits = length <= MAX_TEXT && all.saturating_add(length) <= MAX_TEXTS;
        if fits {
            all = all.saturating_add(length);
        } else {
            let place = Place::File { file: place::path_in_messages(folder, &file.path) };
            problems.push(problems::pack_too_large::text(place, length, most));
        }
        fits
    });
    problems
}

/// A pack of more articles or statements than can be compared with each other is not checked: nothing else is said of it.
fn too_many(folder: &str, manifest: &mut Manifest, tree: &mut Tree, problems: &mut Vec<Problem>) {
    let place = Place::File { file: folder.to_owned() };
    let problem = if tree.articles.len() > MAX_ARTICLES {
        problems::pack_too_large::articles(place, MAX_ARTICLES)
    } else if tree.statements.len() > MAX_STATEMENTS || tree.broken.len() > MAX_STATEMENTS {
        problems::pack_too_large::statements(place, MAX_STATEMENTS)
    } else {
        return;
    };
    *problems = vec![problem];
    *tree = Tree { files: std::mem::take(&mut tree.files), ..Tree::default() };
    manifest.results.clear();
    manifest.incentives.clear();
    manifest.to_verify.clear();
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
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if text.chars().all(stays_as_it_is) { text } else { text.nfc().collect() }
}

/// Characters that normalisation leaves alone beside each other, as nearly all of a pack are: nothing among them combines.
fn stays_as_it_is(c: char) -> bool {
    matches!(c, '\0'..='\u{02ff}' | '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3029}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
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

//! A pack's folder → a checked pack with everything it builds on, and the registers of who exists.
//!
//! A basis is looked for beside the pack that names it, then in the folders given with `--packs`. One that is not the same as
//! `pack.toml` records (version, hash) is refused until `check --accept-basis` has recorded it anew. Deliberately absent:
//! the text of the language (quanheng-policy) and real folders (the caller's [`PackFiles`]).

use std::collections::{BTreeMap, BTreeSet};

use quanheng_facts::problem::Problem;
use quanheng_policy::pack::{Basis, CheckedPack, PackSource, PackText};

use crate::error::{AppError, any_error};
use crate::load_facts::NamedFile;
use crate::outside::{PackFiles, Unreadable, join, parent};
use crate::problems;

/// Where a pack is, and where else packs may be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackPlace {
    pub folder: String,
    /// `--packs`
    pub others: Vec<String>,
}

impl PackPlace {
    /// The folders in which the bases of a pack are looked for, in order.
    #[must_use]
    pub fn folders_for(&self, pack_folder: &str) -> Vec<String> {
        let mut folders = vec![parent(pack_folder)];
        for other in &self.others {
            if !folders.contains(other) {
                folders.push(other.clone());
            }
        }
        folders
    }
}

/// A pack that may be run.
#[derive(Clone, Debug)]
pub struct Compiled {
    pub checked: CheckedPack,
    /// The pack asked for, as written: its tests and its texts.
    pub source: PackSource,
    /// `entities/*.csv` of every pack, from the lowest basis up.
    pub registers: Vec<NamedFile>,
    /// Where the packs hold: `陕西省`.
    pub regions: BTreeSet<String>,
}

/// A pack with all it builds on, read but not checked.
#[derive(Debug, Default)]
pub(crate) struct Chain {
    /// From the lowest basis to the pack asked for.
    pub sources: Vec<PackSource>,
    pub registers: Vec<NamedFile>,
    pub problems: Vec<Problem>,
    /// Pack id → its version and hash, as found.
    found: BTreeMap<String, (String, String)>,
}

/// Reads and checks a pack.
pub fn compile(files: &dyn PackFiles, place: &PackPlace) -> Result<Compiled, AppError> {
    let chain = read_chain(files, place)?;
    let mut found = chain.problems;
    if any_error(&found) {
        // What the checker would say of a pack without its basis is noise; of one that could not be parsed whole, it is not.
        let broken_chain = found.iter().any(|p| problems::ALL.contains(&p.id));
        if !broken_chain {
            found.extend(quanheng_policy::check::check(&chain.sources).1);
        }
        problems::sort(&mut found);
        return Err(AppError::refused(found));
    }
    let (checked, more) = quanheng_policy::check::check(&chain.sources);
    found.extend(more);
    problems::sort(&mut found);
    match checked {
        Some(mut checked) if !any_error(&found) => {
            checked.remarks = found;
            let regions = chain.sources.iter().map(|source| source.manifest.region.clone()).collect();
            let source = chain.sources.into_iter().next_back().unwrap_or_default();
            Ok(Compiled { checked, source, registers: chain.registers, regions })
        }
        _ => Err(AppError::refused(found)),
    }
}

impl Chain {
    /// Version and hash of a basis of the pack asked for, whether its manifest's entry was fit to be followed or not.
    pub(crate) fn version_and_hash(&mut self, files: &dyn PackFiles, place: &PackPlace, id: &str) -> Option<(String, String)> {
        if !self.found.contains_key(id) {
            let text = basis_text(files, place, &place.folder, id, self).ok()?;
            add(files, place, text, &mut Vec::new(), self);
        }
        self.found.get(id).cloned()
    }
}

/// Reads a pack and its bases, each once.
pub(crate) fn read_chain(files: &dyn PackFiles, place: &PackPlace) -> Result<Chain, AppError> {
    let mut chain = Chain::default();
    let Some(text) = pack_text(files, &place.folder, &mut chain) else {
        let mut found = chain.problems;
        problems::sort(&mut found);
        return Err(AppError::not_found(found));
    };
    add(files, place, text, &mut Vec::new(), &mut chain);
    Ok(chain)
}

/// Adds a pack after everything it builds on. `above` holds the ids of the packs that led here.
fn add(files: &dyn PackFiles, place: &PackPlace, text: PackText, above: &mut Vec<String>, chain: &mut Chain) {
    let (source, parse_problems) = quanheng_policy::source::read_pack(&text);
    chain.problems.extend(parse_problems);
    let manifest = join(&source.folder, "pack.toml");
    let registers = registers(files, &source.folder, chain);
    above.push(source.manifest.id.clone());
    for basis in &source.manifest.basis {
        if above.contains(&basis.id) {
            let mut circle = above.clone();
            circle.push(basis.id.clone());
            chain.problems.push(problems::basis_circle(&manifest, &circle));
            continue;
        }
        if !chain.found.contains_key(&basis.id) {
            match basis_text(files, place, &source.folder, &basis.id, chain) {
                Ok(text) => add(files, place, text, above, chain),
                Err(looked_in) => {
                    chain.problems.push(problems::basis_not_found(&manifest, &basis.id, &looked_in));
                    continue;
                }
            }
        }
        if let Some(problem) = changed(&source.folder, &manifest, basis, &chain.found) {
            chain.problems.push(problem);
        }
    }
    above.pop();
    chain.found.insert(source.manifest.id.clone(), (source.manifest.version.clone(), source.hash.clone()));
    chain.registers.extend(registers);
    chain.sources.push(source);
}

fn changed(folder: &str, manifest: &str, basis: &Basis, found: &BTreeMap<String, (String, String)>) -> Option<Problem> {
    let (version, hash) = found.get(&basis.id)?;
    let same = *hash == basis.hash && (basis.version.is_empty() || *version == basis.version);
    let difference =
        problems::Difference { wanted_version: &basis.version, wanted_hash: &basis.hash, found_version: version, found_hash: hash };
    (!same).then(|| problems::basis_changed(folder, manifest, &basis.id, difference))
}

/// The texts of the pack with this id; else the folders that were searched.
fn basis_text(files: &dyn PackFiles, place: &PackPlace, beside: &str, id: &str, chain: &mut Chain) -> Result<PackText, Vec<String>> {
    let looked_in = place.folders_for(beside);
    for folder in &looked_in {
        let mut names = files.folders(folder);
        // The folder that bears the id first: usually it is the one, and no other has to be opened.
        names.sort_by_key(|name| (name != id, name.clone()));
        for name in names {
            let candidate = join(folder, &name);
            if manifest_id(files, &candidate).as_deref() == Some(id)
                && let Some(text) = pack_text(files, &candidate, chain)
            {
                return Ok(text);
            }
        }
    }
    Err(looked_in)
}

/// The id in a folder's `pack.toml`, if it is a pack.
fn manifest_id(files: &dyn PackFiles, folder: &str) -> Option<String> {
    let text = String::from_utf8(files.read(&join(folder, "pack.toml")).ok()?).ok()?;
    let table: toml::Table = text.parse().ok()?;
    table.get("id")?.as_str().map(str::to_owned)
}

/// The texts of a pack's folder; `None` (with the problem told) where it is no pack.
fn pack_text(files: &dyn PackFiles, folder: &str, chain: &mut Chain) -> Option<PackText> {
    let mut names = match files.list(folder) {
        Ok(names) if names.iter().any(|n| n == "pack.toml") => names,
        Ok(_) | Err(Unreadable::NotFound) => {
            chain.problems.push(problems::pack_not_found(folder));
            return None;
        }
        Err(Unreadable::Refused(words)) => {
            chain.problems.push(problems::file_unreadable(folder, Some(&words)));
            return None;
        }
    };
    names.sort();
    let mut text = PackText { folder: folder.to_owned(), files: Vec::new() };
    for name in names.into_iter().filter(|name| is_policy_text(name)) {
        let path = join(folder, &name);
        match files.read(&path).map(String::from_utf8) {
            Ok(Ok(content)) => text.files.push((name, content)),
            Ok(Err(_)) => chain.problems.push(problems::file_not_text(&path)),
            Err(why) => chain.problems.push(unreadable(&path, why)),
        }
    }
    Some(text)
}

/// `entities/*.csv` of a pack.
fn registers(files: &dyn PackFiles, folder: &str, chain: &mut Chain) -> Vec<NamedFile> {
    let mut names = files.list(folder).unwrap_or_default();
    names.retain(|name| name.strip_prefix("entities/").is_some_and(|rest| !rest.contains('/')) && has_ending(name, "csv"));
    names.sort();
    let mut read = Vec::new();
    for name in names {
        let path = join(folder, &name);
        match files.read(&path) {
            Ok(bytes) => read.push(NamedFile { path, bytes }),
            Err(why) => chain.problems.push(unreadable(&path, why)),
        }
    }
    read
}

fn unreadable(path: &str, why: Unreadable) -> Problem {
    match why {
        // It was listed a moment ago: a link that leads nowhere.
        Unreadable::NotFound => problems::file_unreadable(path, None),
        Unreadable::Refused(words) => problems::file_unreadable(path, Some(&words)),
    }
}

fn is_policy_text(name: &str) -> bool {
    match name.split_once('/') {
        None => name == "pack.toml" || name == "reviewed.toml" || name == "tables.md",
        Some(("law" | "notices" | "tests", rest)) => !rest.starts_with('.') && has_ending(rest, "md"),
        Some(_) => false,
    }
}

fn has_ending(name: &str, ending: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(before, after)| !before.is_empty() && after.eq_ignore_ascii_case(ending))
}

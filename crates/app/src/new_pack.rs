//! `new`: the folder of a new pack, on a basis or from nothing, that passes `check` and `test` as it stands.
//!
//! In: where, and on what. Out: the files written and the commands to go on with. The draft is checked and its examples are run
//! before a byte is written. On a basis it changes nothing: what may be settled, amended or excepted stands in comments, each
//! valid once its `#` is taken away. Law is the author's. Deliberately absent: the terminal; folders that hold something.

mod example;
mod from_nothing;
mod on_basis;

use std::cell::RefCell;
use std::collections::BTreeMap;

use jiff::civil::Date;
use quanheng_facts::problem::{Bilingual, Problem};

use crate::compile::{PackPlace, compile};
use crate::error::{AppError, ErrorKind};
use crate::outside::{Clock, PackFiles, Unreadable, join, parent};
use crate::prepare::Sources;
use crate::problems;

/// How a new pack is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewRequest {
    pub folder: String,
    /// The id of a pack, or the place of its folder.
    pub basis: Option<String>,
    /// `--packs`
    pub others: Vec<String>,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewReport {
    pub folder: String,
    pub id: String,
    /// The pack it builds on.
    pub basis: Option<Basis>,
    /// In the order of reading.
    pub files: Vec<String>,
    /// The folder that must be named with --packs for the basis to be found.
    pub packs: Vec<String>,
    /// The first result, to be run with facts.
    pub result: Option<String>,
}

/// The pack a new one builds on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basis {
    pub id: String,
    pub version: String,
    pub folder: String,
}

/// The texts of a pack that is about to be written, over the real folders.
struct Draft<'a> {
    under: &'a dyn PackFiles,
    folder: String,
    files: RefCell<BTreeMap<String, String>>,
}

impl PackFiles for Draft<'_> {
    fn list(&self, folder: &str) -> Result<Vec<String>, Unreadable> {
        if folder == self.folder { Ok(self.files.borrow().keys().cloned().collect()) } else { self.under.list(folder) }
    }

    fn folders(&self, folder: &str) -> Vec<String> {
        self.under.folders(folder)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        let files = self.files.borrow();
        match files.iter().find(|(name, _)| join(&self.folder, name) == path) {
            Some((_, text)) => Ok(text.clone().into_bytes()),
            None => self.under.read(path),
        }
    }

    fn write(&self, path: &str, bytes: &[u8]) -> Result<(), Unreadable> {
        let mut files = self.files.borrow_mut();
        let draft = files.iter_mut().find(|(name, _)| join(&self.folder, name) == path);
        match (draft, std::str::from_utf8(bytes)) {
            (Some((_, text)), Ok(new)) => {
                new.clone_into(text);
                Ok(())
            }
            _ => Err(Unreadable::NotFound),
        }
    }
}

/// Writes a new pack.
pub fn new(sources: Sources<'_>, clock: &dyn Clock, request: &NewRequest) -> Result<NewReport, AppError> {
    let folder = request.folder.trim_end_matches('/').to_owned();
    match sources.packs.list(&folder) {
        Ok(files) if !files.is_empty() => {
            return Err(AppError::invalid(vec![problems::folder_not_empty(&request.folder, files.len())]));
        }
        Ok(_) | Err(Unreadable::NotFound) => {}
        Err(Unreadable::Refused(words)) => return Err(AppError::invalid(vec![problems::file_unreadable(&folder, Some(&words))])),
    }
    // Civil time of the jurisdiction, as in `run`.
    let today = jiff::tz::Offset::constant(8).to_datetime(clock.now()).date();
    let (texts, basis, packs) = match &request.basis {
        None => (from_nothing::texts(&id_of(&folder, None)), None, Vec::new()),
        Some(name) => {
            let (place, basis_id) = basis_place(sources.packs, &folder, name, &request.others)?;
            let compiled = compile(sources.packs, &place)?;
            let program = &compiled.checked.program;
            let id = id_of(&folder, Some(&basis_id));
            let texts = on_basis::texts(&id, program, today);
            let version = program.pack().map(|pack| pack.version.clone()).unwrap_or_default();
            // Beside the new pack it is found by itself.
            let packs = Some(parent(&place.folder)).filter(|beside| *beside != parent(&folder));
            let basis = Basis { id: basis_id, version, folder: place.folder };
            (texts, Some(basis), request.others.iter().cloned().chain(packs).collect::<Vec<_>>())
        }
    };
    let mut packs = packs;
    packs.dedup();
    let names: Vec<String> = texts.iter().map(|(name, _)| name.clone()).collect();
    let draft = Draft { under: sources.packs, folder: folder.clone(), files: RefCell::new(texts.into_iter().collect()) };
    let result = checked(&draft, sources, &folder, &packs)?;
    let files = draft.files.into_inner();
    for name in &names {
        let path = join(&folder, name);
        let text = files.get(name).map(String::as_bytes).unwrap_or_default();
        sources.packs.write(&path, text).map_err(|why| {
            let words = match why {
                Unreadable::NotFound => None,
                Unreadable::Refused(words) => Some(words),
            };
            AppError::invalid(vec![problems::file_unwritable(&path, words.as_ref())])
        })?;
    }
    Ok(NewReport { id: id_of(&folder, basis.as_ref().map(|basis| basis.id.as_str())), folder, basis, files: names, packs, result })
}

/// Runs the draft's check and examples; what came out goes into the examples.
fn checked(draft: &Draft<'_>, sources: Sources<'_>, folder: &str, packs: &[String]) -> Result<Option<String>, AppError> {
    let place = PackPlace { folder: folder.to_owned(), others: packs.to_vec() };
    let inside = Sources { packs: draft, facts: sources.facts };
    let first = crate::test::test(inside, &place, true).map_err(|error| of_our_own(error.problems))?;
    let again = crate::test::test(inside, &place, false).map_err(|error| of_our_own(error.problems))?;
    if !again.is_good() {
        return Err(of_our_own(again.problems));
    }
    let program = &first.compiled.checked.program;
    Ok(program.results.first().and_then(|id| program.variable(*id)).map(|v| v.name.clone()))
}

/// The basis was sound and the draft is ours: what is wrong with it is a fault of the program.
fn of_our_own(problems: Vec<Problem>) -> AppError {
    AppError {
        kind: ErrorKind::Internal,
        text: Bilingual::new(
            "程序内部出错：新包的草稿没有通过检查，什么都没有写。",
            "Internal fault: the draft of the new pack is not sound; nothing was written.",
        ),
        hints: Vec::new(),
        problems,
    }
}

/// Where the basis is: a folder that was named, or an id looked for beside the new pack and in --packs.
fn basis_place(packs: &dyn PackFiles, folder: &str, name: &str, others: &[String]) -> Result<(PackPlace, String), AppError> {
    let id_in = |candidate: &str| {
        let bytes = packs.read(&join(candidate, "pack.toml")).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        let manifest: toml::Table = text.parse().ok()?;
        manifest.get("id").and_then(|id| id.as_str()).map(str::to_owned)
    };
    let named = name.trim_end_matches('/');
    let place = |at: String| PackPlace { folder: at, others: others.to_vec() };
    if let Some(id) = id_in(named) {
        return Ok((place(named.to_owned()), id));
    }
    let looked_in = PackPlace { folder: folder.to_owned(), others: others.to_vec() }.folders_for(folder);
    for beside in &looked_in {
        let mut inside = packs.folders(beside);
        inside.sort();
        let found = inside.iter().map(|one| join(beside, one)).find(|one| id_in(one).as_deref() == Some(named));
        if let Some(at) = found {
            return Ok((place(at), named.to_owned()));
        }
    }
    Err(AppError::not_found(vec![problems::basis_not_found(&join(folder, "pack.toml"), named, &looked_in)]))
}

/// An id from the folder's name: its ASCII letters and digits; never that of the basis.
fn id_of(folder: &str, basis: Option<&str>) -> String {
    let name = folder.rsplit('/').next().unwrap_or_default();
    let mut id = String::new();
    for c in name.chars().map(|c| c.to_ascii_lowercase()) {
        if c.is_ascii_lowercase() || (c.is_ascii_digit() && !id.is_empty()) {
            id.push(c);
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    let id = id.trim_end_matches('-');
    let id = if id.is_empty() { basis.map_or_else(|| "new-pack".to_owned(), |basis| format!("{basis}-local")) } else { id.to_owned() };
    if Some(id.as_str()) == basis { format!("{id}-local") } else { id }
}

/// Today, as the language writes a day.
fn day_text(day: Date) -> String {
    day.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_ascii_and_no_other_packs() {
        let cases = [("packs/My_Town 2016", "my-town-2016"), ("本地规定", "new-pack"), ("2016乡镇a", "a"), ("x-", "x")];
        for (folder, id) in cases {
            assert_eq!(id_of(folder, None), id, "{folder}");
        }
        assert_eq!(id_of("b/shili", Some("shili")), "shili-local");
        assert_eq!(id_of("补充", Some("shili")), "shili-local");
    }
}

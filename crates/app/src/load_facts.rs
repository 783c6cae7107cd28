//! Files and folders given with `--facts` → their bytes, each with what 来源.toml says of it.
//!
//! A folder may hold any subset of the tables; its files are taken in the order of their names, folders below it are not
//! looked into. Read are `.xlsx`, `.xls`, `.et`, `.ods` and `.csv`. Texts that usually lie beside data (`.md`, `.txt`, hidden files, locks of office
//! programs) are passed over in silence, everything else with a warning. File times are never looked at.

use std::collections::BTreeMap;

use quanheng_facts::problem::{Bilingual, Problem, Severity};
use quanheng_facts::source_note::{SourceNote, source_note};

use crate::outside::{FactSource, Standing, Unreadable, join};
use crate::problems;

/// The note on sources in a folder of facts.
pub const SOURCE_NOTE: &str = "来源.toml";

/// A file, called as the user called it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedFile {
    pub path: String,
    pub bytes: Vec<u8>,
}

/// A file of facts with its note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactFile {
    pub file: NamedFile,
    pub note: SourceNote,
}

/// Reads everything the paths lead to, each file once.
#[must_use]
pub fn load_facts(source: &dyn FactSource, paths: &[String]) -> (Vec<FactFile>, Vec<Problem>) {
    let mut loading = Loading { source, files: BTreeMap::new(), problems: Vec::new(), notes: BTreeMap::new() };
    for path in paths {
        let path = plain(path);
        match source.standing(path) {
            Ok(Standing::File) => loading.file(path, true),
            Ok(Standing::Folder) => loading.folder(path),
            Err(Unreadable::NotFound) => loading.problems.push(problems::facts_not_found(path)),
            Err(Unreadable::Refused(words)) => loading.problems.push(problems::file_unreadable(path, Some(&words))),
        }
    }
    problems::sort(&mut loading.problems);
    (loading.files.into_values().collect(), loading.problems)
}

/// Files of facts that are there and gave nothing: what stands in them is missing, and nobody knows what it was.
#[must_use]
pub fn unread_files(found: &[Problem]) -> Vec<String> {
    let lost =
        found.iter().filter(|p| p.severity == Severity::Error && (p.id == problems::FILE_UNREADABLE || p.id == problems::FILE_SKIPPED));
    lost.filter_map(|p| p.place.file()).filter(|path| !path.ends_with(SOURCE_NOTE)).map(str::to_owned).collect()
}

/// One way to write a path, so that `./a`, `a` and `a/` are one.
fn plain(path: &str) -> &str {
    let mut path = path;
    while let Some(rest) = path.strip_prefix("./").filter(|rest| !rest.is_empty()) {
        path = rest;
    }
    match path.trim_end_matches('/') {
        "" => path,
        trimmed => trimmed,
    }
}

/// What a 来源.toml says: of all files beside it, and of each.
#[derive(Default)]
struct Notes {
    region: Option<String>,
    results: Option<Vec<String>>,
    files: BTreeMap<String, SourceNote>,
}

struct Loading<'a> {
    source: &'a dyn FactSource,
    /// By path, so that a file given twice is read once and the order is that of the names.
    files: BTreeMap<String, FactFile>,
    problems: Vec<Problem>,
    /// By folder.
    notes: BTreeMap<String, Notes>,
}

impl Loading<'_> {
    fn folder(&mut self, folder: &str) {
        let mut names = match self.source.names(folder) {
            Ok(names) => names,
            Err(Unreadable::NotFound) => return self.problems.push(problems::facts_not_found(folder)),
            Err(Unreadable::Refused(words)) => return self.problems.push(problems::file_unreadable(folder, Some(&words))),
        };
        names.sort();
        if !names.iter().any(|name| is_data(name)) {
            self.problems.push(problems::no_facts(folder));
        }
        for name in &names {
            self.file(&join(folder, name), false);
        }
        let note = join(folder, SOURCE_NOTE);
        let unused: Vec<Problem> = self
            .notes
            .get(folder_of(&note))
            .into_iter()
            .flat_map(|notes| notes.files.keys())
            .filter(|name| !names.contains(name))
            .map(|name| problems::source_note_unused(&note, name))
            .collect();
        self.problems.extend(unused);
    }

    fn file(&mut self, path: &str, asked_for: bool) {
        let (folder, name) = (folder_of(path), name_of(path));
        if name == SOURCE_NOTE || (!asked_for && is_passed_over(name)) || self.files.contains_key(path) {
            return;
        }
        if !is_data(name) {
            return self.problems.push(problems::file_skipped(path, asked_for));
        }
        match self.source.read(path) {
            Ok(bytes) => {
                let notes = self.notes_of(folder);
                let (region, results) = (notes.region.clone(), notes.results.clone());
                let note = SourceNote { region, results, ..notes.files.get(name).cloned().unwrap_or_default() };
                self.files.insert(path.to_owned(), FactFile { file: NamedFile { path: path.to_owned(), bytes }, note });
            }
            Err(Unreadable::NotFound) if asked_for => self.problems.push(problems::facts_not_found(path)),
            // The folder names it: a link that leads nowhere, or a name that is no proper text.
            Err(Unreadable::NotFound) => self.problems.push(problems::file_unreadable(path, None)),
            Err(Unreadable::Refused(words)) => self.problems.push(problems::file_unreadable(path, Some(&words))),
        }
    }

    /// The notes beside the files of a folder, read once.
    fn notes_of(&mut self, folder: &str) -> &Notes {
        if !self.notes.contains_key(folder) {
            let path = join(folder, SOURCE_NOTE);
            let notes = match self.source.read(&path) {
                Ok(bytes) => {
                    let (notes, found) = read_notes(&path, &bytes);
                    self.problems.extend(found);
                    notes
                }
                Err(Unreadable::NotFound) => Notes::default(),
                Err(Unreadable::Refused(words)) => {
                    self.problems.push(problems::file_unreadable(&path, Some(&words)));
                    Notes::default()
                }
            };
            self.notes.insert(folder.to_owned(), notes);
        }
        self.notes.entry(folder.to_owned()).or_default()
    }
}

/// Reads 来源.toml: `region`, whose facts these are; `results`, what they were collected for; and a section for each file, with `known_on`, `source`, `entered_by`, `published`.
fn read_notes(path: &str, bytes: &[u8]) -> (Notes, Vec<Problem>) {
    let unclear = |line: Option<u32>, zh: String, en: String| problems::source_note_unclear(path, line, &Bilingual::new(zh, en));
    let Ok(text) = std::str::from_utf8(bytes) else {
        return (Notes::default(), vec![unclear(None, "不是 UTF-8 文本".to_owned(), "it is not UTF-8 text".to_owned())]);
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let table: toml::Table = match text.parse() {
        Ok(table) => table,
        Err(error) => {
            let before = error.span().and_then(|span| text.get(..span.start));
            let line = before.and_then(|before| u32::try_from(before.matches('\n').count().saturating_add(1)).ok());
            return (Notes::default(), vec![unclear(line, "写法不合 TOML".to_owned(), "this is not TOML".to_owned())]);
        }
    };
    let (mut notes, mut found) = (Notes::default(), Vec::new());
    for (name, section) in &table {
        if let ("region", toml::Value::String(region)) = (name.as_str(), section) {
            notes.region = Some(region.trim().to_owned()).filter(|region| !region.is_empty());
            continue;
        }
        if let ("results", toml::Value::Array(names)) = (name.as_str(), section)
            && let Some(names) = names.iter().map(|n| n.as_str().map(str::to_owned)).collect::<Option<Vec<String>>>()
        {
            notes.results = Some(names);
            continue;
        }
        let Some(section) = section.as_table() else {
            found.push(unclear(None, format!("「{name}」不是一个文件的一节"), format!("「{name}」 is no section of a file")));
            continue;
        };
        let mut texts: BTreeMap<&str, String> = BTreeMap::new();
        let mut published = false;
        for (key, value) in section {
            if let ("published", Some(truth)) = (key.as_str(), value.as_bool()) {
                published = truth;
                continue;
            }
            let text = match value {
                toml::Value::String(text) => Some(text.clone()),
                // A day without quotes is a day in TOML.
                toml::Value::Datetime(day) => Some(day.to_string()),
                _ => None,
            };
            match (key.as_str(), text) {
                ("known_on" | "source" | "entered_by", Some(text)) => drop(texts.insert(key, text)),
                (key, _) => found.push(unclear(
                    None,
                    format!("「{name}」一节里的「{key}」不认识，或者值不是文字（published 写 true 或 false）"),
                    format!("「{key}」 of 「{name}」 is not known, or its value is no text (of published: true or false)"),
                )),
            }
        }
        let text = |key: &str| texts.get(key).map(String::as_str);
        let (note, problem) = source_note(path, text("known_on"), text("source"), text("entered_by"));
        found.extend(problem);
        notes.files.insert(name.clone(), SourceNote { published, ..note });
    }
    (notes, found)
}

fn ending(name: &str) -> String {
    name.rsplit_once('.').map_or(String::new(), |(_, after)| after.to_ascii_lowercase())
}

fn is_data(name: &str) -> bool {
    !is_lock(name) && matches!(ending(name).as_str(), "csv" | "tsv" | "xlsx" | "xlsm" | "xls" | "et" | "ods")
}

fn is_lock(name: &str) -> bool {
    name.starts_with("~$") || name.starts_with('.')
}

fn is_passed_over(name: &str) -> bool {
    is_lock(name) || matches!(ending(name).as_str(), "md" | "txt")
}

fn name_of(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

pub(crate) fn folder_of(path: &str) -> &str {
    match path.rsplit_once('/') {
        Some(("", _)) => "/",
        Some((folder, _)) => folder,
        None => ".",
    }
}

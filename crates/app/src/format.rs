//! `fmt`: the rules in the files of packs printed anew, in the words of either language.
//!
//! A file with a problem that keeps it from being read is left as it is, and the problem told; the other files go on. A file
//! is replaced whole or not at all. Deliberately absent: what the rules mean; whether a pack checks is not asked.

use quanheng_facts::problem::{Bilingual, Problem};
use quanheng_policy::source::format::{Formatted, format_file};
use quanheng_policy::syntax::format::Spelling;

use crate::error::{AppError, any_error};
use crate::outside::{PackFiles, Unreadable, join};
use crate::problems;

/// What is to be formatted, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormatRequest {
    /// The folders of the packs.
    pub folders: Vec<String>,
    /// `None`: every block of rules keeps the language it is in.
    pub spelling: Option<Spelling>,
    /// Write nothing, only say what would change.
    pub check: bool,
}

/// What became of the files.
#[derive(Debug, Default)]
pub struct FormatReport {
    /// Files of rules that were looked at.
    pub files: usize,
    /// Files that were rewritten, or with `check` would be.
    pub changed: Vec<String>,
    /// What keeps files from being read.
    pub problems: Vec<Problem>,
    /// Files that our own fault kept from being printed, each with the line its block begins on.
    pub faults: Vec<(String, usize)>,
    pub check: bool,
}

impl FormatReport {
    /// True if nothing is left to be done by anybody.
    #[must_use]
    pub fn is_good(&self) -> bool {
        let to_do = self.check && !self.changed.is_empty();
        !(any_error(&self.problems) || to_do)
    }
}

/// Formats the files of packs.
pub fn format(packs: &dyn PackFiles, request: &FormatRequest) -> Result<FormatReport, AppError> {
    let mut folders = Vec::new();
    let mut missing = Vec::new();
    for folder in &request.folders {
        match packs.list(folder) {
            Ok(names) if names.iter().any(|name| name == "pack.toml") => folders.push((folder, names)),
            Ok(_) | Err(Unreadable::NotFound) => missing.push(problems::pack_not_found(folder)),
            Err(Unreadable::Refused(words)) => missing.push(problems::file_unreadable(folder, Some(&words))),
        }
    }
    if !missing.is_empty() {
        return Err(AppError::not_found(missing));
    }
    let mut report = FormatReport { check: request.check, ..FormatReport::default() };
    for (folder, mut names) in folders {
        names.retain(|name| name.ends_with(".md"));
        names.sort();
        for name in names {
            one_file(packs, request, folder, &name, &mut report);
        }
    }
    problems::sort(&mut report.problems);
    Ok(report)
}

fn one_file(packs: &dyn PackFiles, request: &FormatRequest, folder: &str, name: &str, report: &mut FormatReport) {
    let path = join(folder, name);
    let text = match packs.read(&path).map(String::from_utf8) {
        Ok(Ok(text)) => text,
        Ok(Err(_)) => return report.problems.push(problems::file_not_text(&path)),
        Err(why) => return report.problems.push(problems::file_unreadable(&path, words_of(why).as_ref())),
    };
    let formatted = format_file(folder, name, &text, request.spelling);
    if formatted == Formatted::NotRules {
        return;
    }
    report.files = report.files.saturating_add(1);
    match formatted {
        Formatted::NotRules | Formatted::Unchanged => {}
        Formatted::Unread(found) => report.problems.extend(found),
        Formatted::Fault { line } => report.faults.push((path, line)),
        Formatted::Changed(anew) => {
            let written = if request.check { Ok(()) } else { packs.write(&path, anew.as_bytes()) };
            match written {
                Ok(()) => report.changed.push(path),
                Err(why) => report.problems.push(problems::file_unwritable(&path, words_of(why).as_ref())),
            }
        }
    }
}

fn words_of(why: Unreadable) -> Option<Bilingual> {
    match why {
        Unreadable::NotFound => None,
        Unreadable::Refused(words) => Some(words),
    }
}

//! `check`: a pack read and checked; what it covers, what it gives, what it leaves open. And `--accept-basis`.

use quanheng_facts::problem::Problem;
use quanheng_policy::ir::Program;
use toml::de::{DeTable, DeValue};

use crate::compile::{Compiled, PackPlace, compile, read_chain};
use crate::error::AppError;
use crate::outside::{PackFiles, Unreadable, join};
use crate::problems;

/// What a check found in a pack that may be run.
#[derive(Debug)]
pub struct CheckReport {
    pub compiled: Compiled,
    /// Warnings and notes.
    pub problems: Vec<Problem>,
}

/// Checks a pack. One with errors is an [`AppError`] that carries them all.
pub fn check(packs: &dyn PackFiles, place: &PackPlace) -> Result<CheckReport, AppError> {
    let compiled = compile(packs, place)?;
    Ok(CheckReport { problems: compiled.checked.remarks.clone(), compiled })
}

impl CheckReport {
    /// The checked program.
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.compiled.checked.program
    }
}

/// A basis that `pack.toml` now records anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    pub id: String,
    pub version: String,
    pub hash: String,
}

/// Writes version and hash of every basis, as found, into `pack.toml`. The rest of the file stays as it is, byte for byte.
pub fn accept_basis(packs: &dyn PackFiles, place: &PackPlace) -> Result<Vec<Accepted>, AppError> {
    let path = join(&place.folder, "pack.toml");
    let mut chain = read_chain(packs, place)?;
    // The manifest as written, not as the parser kept it: an entry without a hash is what this command is there to mend.
    let text = match packs.read(&path).map(String::from_utf8) {
        Ok(Ok(text)) => text,
        Ok(Err(_)) => return Err(AppError::refused(vec![problems::file_not_text(&path)])),
        Err(Unreadable::NotFound) => return Err(AppError::not_found(vec![problems::pack_not_found(&place.folder)])),
        Err(Unreadable::Refused(words)) => return Err(AppError::refused(vec![problems::file_unreadable(&path, Some(&words))])),
    };
    let (mut accepted, mut missing, mut edits) = (Vec::new(), Vec::new(), Vec::new());
    for entry in basis_entries(&text) {
        match chain.version_and_hash(packs, place, &entry.id) {
            Some((version, hash)) => {
                edits.extend(entry.edits(&version, &hash));
                accepted.push(Accepted { id: entry.id, version, hash });
            }
            None => missing.push(problems::basis_not_found(&path, &entry.id, &place.folders_for(&place.folder))),
        }
    }
    if !missing.is_empty() {
        return Err(AppError::not_found(missing));
    }
    let edited = apply(&text, edits);
    if edited != text {
        packs.write(&path, edited.as_bytes()).map_err(|why| {
            let words = match why {
                Unreadable::NotFound => None,
                Unreadable::Refused(words) => Some(words),
            };
            AppError::refused(vec![problems::file_unwritable(&path, words.as_ref())])
        })?;
    }
    Ok(accepted)
}

/// One entry of `basis`, with the places of its values in the text.
struct Entry {
    id: String,
    /// `{ … }` on one line, and no table of its own.
    inline: bool,
    id_end: usize,
    version: Option<std::ops::Range<usize>>,
    hash: Option<std::ops::Range<usize>>,
}

impl Entry {
    /// What is put where, so that the entry records this version and hash.
    fn edits(&self, version: &str, hash: &str) -> Vec<(std::ops::Range<usize>, String)> {
        let mut edits = Vec::new();
        let mut added = String::new();
        for (name, span, value) in [("version", &self.version, version), ("hash", &self.hash, hash)] {
            match span {
                Some(span) => edits.push((span.clone(), format!("\"{value}\""))),
                None if self.inline => added.push_str(&format!(", {name} = \"{value}\"")),
                None => added.push_str(&format!("\n{name} = \"{value}\"")),
            }
        }
        if !added.is_empty() {
            edits.push((self.id_end..self.id_end, added));
        }
        edits
    }
}

fn basis_entries(text: &str) -> Vec<Entry> {
    let (table, _) = DeTable::parse_recoverable(text);
    let Some(DeValue::Array(list)) = table.get_ref().get("basis").map(|value| value.get_ref()) else { return Vec::new() };
    let entry = |item: &toml::Spanned<DeValue<'_>>| {
        let fields = item.get_ref().as_table()?;
        let id = fields.get("id")?;
        let span = |name: &str| fields.get(name).map(|value| value.span());
        Some(Entry {
            id: id.get_ref().as_str()?.to_owned(),
            inline: text.get(item.span()).is_some_and(|t| t.starts_with('{')),
            id_end: id.span().end,
            version: span("version"),
            hash: span("hash"),
        })
    };
    list.iter().filter_map(entry).collect()
}

/// Applies edits that do not overlap.
fn apply(text: &str, mut edits: Vec<(std::ops::Range<usize>, String)>) -> String {
    edits.sort_by_key(|(span, _)| (span.start, span.end));
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for (span, new) in edits {
        out.push_str(text.get(at..span.start).unwrap_or_default());
        out.push_str(&new);
        at = span.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepted(text: &str) -> String {
        let edits = basis_entries(text).iter().flat_map(|entry| entry.edits("2.0.0", "beef")).collect();
        apply(text, edits)
    }

    #[test]
    fn only_versions_and_hashes_change() {
        let inline = "id = \"a\" # 本包\nbasis = [{ id = \"b\", version = \"1.0.0\", hash = \"dead\" }, {id=\"c\"}]\n";
        let wanted = "id = \"a\" # 本包\nbasis = [{ id = \"b\", version = \"2.0.0\", hash = \"beef\" }, {id=\"c\", version = \"2.0.0\", hash = \"beef\"}]\n";
        assert_eq!(accepted(inline), wanted);
        let tables = "[[basis]]\nid = \"b\"\nhash = \"dead\"\n";
        assert_eq!(accepted(tables), "[[basis]]\nid = \"b\"\nversion = \"2.0.0\"\nhash = \"beef\"\n");
    }
}

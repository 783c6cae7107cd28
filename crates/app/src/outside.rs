//! The outside as the operations see it: folders of packs, files of facts, the clock. Nothing else is reached.
//!
//! The command line gives real folders and the real clock; tests give them from memory. Paths are the user's own words with
//! `/` between folders, so that messages say them back as they were typed.

use jiff::Timestamp;
use quanheng_facts::problem::Bilingual;

/// Why a file could not be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// There is nothing of that name.
    NotFound,
    /// There is, but it cannot be read or written: why, in plain words.
    Refused(Bilingual),
}

/// What stands at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    File,
    Folder,
}

/// Packs: folders of text files.
pub trait PackFiles {
    /// Every file in a folder and the folders below it, relative to it, in any order.
    fn list(&self, folder: &str) -> Result<Vec<String>, Unreadable>;
    /// The folders directly in a folder, by name, in any order; none where there is no such folder.
    fn folders(&self, folder: &str) -> Vec<String>;
    /// The bytes of a file.
    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable>;
    /// Replaces a file whole, or leaves it as it was; makes the folders it stands in.
    fn write(&self, path: &str, bytes: &[u8]) -> Result<(), Unreadable>;
}

/// Files of facts: workbooks, CSV files and notes on where they came from, and snapshots, which are read in parts by several threads.
pub trait FactSource: Sync {
    /// Whether there is a file or a folder.
    fn standing(&self, path: &str) -> Result<Standing, Unreadable>;
    /// The files directly in a folder, by name, in any order.
    fn names(&self, folder: &str) -> Result<Vec<String>, Unreadable>;
    /// The bytes of a file.
    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable>;

    /// How many bytes a file has.
    fn size(&self, path: &str) -> Result<u64, Unreadable> {
        self.read(path).map(|bytes| u64::try_from(bytes.len()).unwrap_or(u64::MAX))
    }

    /// So many bytes of a file from a place on, or those that there are.
    fn part(&self, path: &str, from: u64, length: usize) -> Result<Vec<u8>, Unreadable> {
        let bytes = self.read(path)?;
        let from = usize::try_from(from).unwrap_or(usize::MAX).min(bytes.len());
        let end = from.saturating_add(length).min(bytes.len());
        Ok(bytes.get(from..end).unwrap_or_default().to_vec())
    }
}

/// Why a folder was not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unwritten {
    pub why: Bilingual,
    /// The place that was named is the reason, not the disk.
    pub callers_fault: bool,
}

/// Where a folder of files is put whole.
pub trait FolderOut {
    /// Makes the folder with these files, or nothing at all. There must be nothing of that name.
    fn put(&self, folder: &str, files: &[(String, Vec<u8>)]) -> Result<(), Unwritten>;
}

/// What time it is. Asked only where the user wants the hour of a run in its header.
pub trait Clock {
    fn now(&self) -> Timestamp;
}

/// `folder/name`, with one `/` between them; the name alone in the current folder.
#[must_use]
pub fn join(folder: &str, name: &str) -> String {
    match folder.trim_end_matches('/') {
        "" if folder.starts_with('/') => format!("/{name}"),
        "" | "." => name.to_owned(),
        trimmed => format!("{trimmed}/{name}"),
    }
}

/// The folder that holds this one. `..` is answered by one more `..`, so that no path has to be looked up.
#[must_use]
pub fn parent(folder: &str) -> String {
    let trimmed = folder.trim_end_matches('/');
    match trimmed.rsplit_once('/') {
        _ if trimmed.is_empty() && folder.starts_with('/') => "/".to_owned(),
        _ if trimmed.is_empty() || trimmed == "." => "..".to_owned(),
        _ if trimmed == ".." || trimmed.ends_with("/..") || trimmed.ends_with("/.") => format!("{trimmed}/.."),
        Some(("", _)) => "/".to_owned(),
        Some((above, _)) => above.to_owned(),
        None => ".".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined_and_climbed() {
        assert_eq!(join("packs/", "a"), "packs/a");
        assert_eq!(join(".", "a"), "a");
        assert_eq!(join("/", "a"), "/a");
        let climbed: Vec<String> = ["packs/a", "packs/a/", "a", ".", "..", "../..", "/a", "/"].into_iter().map(parent).collect();
        assert_eq!(climbed, ["packs", "packs", ".", "..", "../..", "../../..", "/", "/"]);
    }
}

//! `manifest.json`: what a snapshot holds, what it was made of, and the hash of each part.

use quanheng_facts::problem::Bilingual;
use serde::{Deserialize, Serialize};

use crate::shape::Shape;
use crate::{FORMAT, Wrong};

/// The manifest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: String,
    /// What it was made of.
    pub made: Made,
    pub facts_sha256: String,
    pub entities_sha256: String,
    /// How many entities there are.
    pub entities: u32,
    /// The stretches of entities of each jurisdiction: the first and the one behind the last.
    pub jurisdictions: Vec<(String, u32, u32)>,
    /// The tables, enums, kinds … as the pack declared them.
    pub schema: Shape,
    /// The rows of the tables, in the order of the schema.
    pub tables: Vec<TableEntry>,
    /// Every file beside this one, by name.
    pub files: Vec<FileEntry>,
}

/// What a snapshot was made of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// The packs that it was read under, from the lowest basis up.
    pub packs: Vec<PackMade>,
    /// The hash of the registers and facts that those packs bring along.
    pub registers_sha256: String,
    /// True where the facts have a register of their own, of another region than the packs.
    pub own_region: bool,
    /// What became known later is not in it.
    pub known_on: Option<String>,
    /// The files of facts.
    pub files: Vec<FileMade>,
    /// True where cells or rows could not be used; what they were is in `problems.json`.
    pub errors: bool,
}

/// A pack.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackMade {
    pub id: String,
    pub version: String,
    pub sha256: String,
}

/// A file of facts, and what 来源.toml said of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileMade {
    pub path: String,
    pub bytes: u64,
    pub sha256: String,
    /// Rows that came out of it.
    pub rows: u64,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub published: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub results: Option<Vec<String>>,
}

/// The rows of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableEntry {
    pub rows: u32,
    /// The file; none where there are no rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The form of each key.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<ColumnEntry>,
    /// The rows of each jurisdiction: its place in the list, the first row and the one behind the last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<(u32, u32, u32)>,
    /// True where it is said which entity each row is.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub matters: bool,
    /// Where its rows and cells stood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origins: Option<OriginsEntry>,
    /// Earlier rows that rows here replaced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced: Option<Box<TableEntry>>,
}

/// A column of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnEntry {
    pub form: String,
    /// It has gaps.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub gaps: bool,
    /// The form of the upper ends, where cells are known only to lie between two values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upper: Option<String>,
}

/// Where rows and cells stood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OriginsEntry {
    pub file: String,
    /// The sheets that anything stood on.
    pub pages: Vec<PageEntry>,
    /// Of each column: whether pages, rows and days of its cells are told apart from those of its rows.
    pub columns: Vec<(bool, bool, bool)>,
}

/// A sheet of a file of facts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageEntry {
    pub file: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered_by: Option<String>,
}

/// A file of the snapshot.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    pub name: String,
    pub bytes: u64,
    pub sha256: String,
    /// Of a Parquet file: its end, which says what is in it.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub footer_bytes: u64,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub footer_sha256: String,
    /// The rows of each group of rows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<FileColumn>,
}

/// A column of a Parquet file, with the hash of its part in each group of rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileColumn {
    pub name: String,
    pub sha256: Vec<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde asks for")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

impl Manifest {
    /// The file with this name.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<&FileEntry> {
        self.files.iter().find(|file| file.name == name)
    }

    /// Its bytes.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        // Texts, numbers and lists alone: nothing in it that JSON could not say.
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// Out of its bytes.
    pub fn read(bytes: &[u8]) -> Result<Manifest, Wrong> {
        let broken = |zh: &str, en: &str| Wrong::Manifest { why: Bilingual::new(zh, en) };
        let value: serde_json::Value = serde_json::from_slice(bytes).map_err(|_| broken("它不是完整的 JSON", "it is no whole JSON"))?;
        let format = value.get("format").and_then(serde_json::Value::as_str).unwrap_or_default();
        if format != FORMAT {
            let later = format.strip_prefix("quanheng.snapshot/").and_then(|n| n.parse::<u32>().ok()).is_some_and(|n| n > 1);
            return Err(if later {
                Wrong::Newer { found: format.to_owned() }
            } else {
                broken("它没有写明是 quanheng.snapshot/1", "it does not say that it is quanheng.snapshot/1")
            });
        }
        let manifest: Manifest = serde_json::from_value(value).map_err(|error| {
            let what = error.to_string();
            let zh = format!("它缺了内容，或者内容的写法不对（{what}）");
            Wrong::Manifest { why: Bilingual::new(zh, format!("something in it is missing or not as it should be ({what})")) }
        })?;
        // A name that led out of the folder would be somebody else's file.
        let plain = |name: &str| !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', ':', '\0']);
        if manifest.files.iter().any(|file| !plain(&file.name)) || manifest.tables.len() != manifest.schema.tables.len() {
            return Err(broken("它列的文件名或者表不合规矩", "the files or tables that it lists are not as they should be"));
        }
        Ok(manifest)
    }
}

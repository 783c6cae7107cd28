//! What can be wrong with a snapshot.

use quanheng_facts::columns::Unfit;
use quanheng_facts::problem::Bilingual;

/// Why a snapshot cannot be read, or not by this pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// A file that the manifest names is not there.
    FileMissing { file: String },
    /// A file is shorter or longer than the manifest says.
    Length { file: String, expected: u64, found: u64 },
    /// What was read is not what was written.
    Hash { file: String, column: Option<String> },
    /// A file has no such column.
    ColumnMissing { file: String, column: String },
    /// A file is what its hash says, and yet cannot be read.
    Unreadable { file: String },
    /// The manifest is no manifest.
    Manifest { why: Bilingual },
    /// It was written by a later program.
    Newer { found: String },
    /// The pack's tables are not those that it was written under.
    Schema { differences: Vec<crate::shape::Difference> },
    /// The outside refused.
    Refused { file: String, why: Bilingual },
    /// Facts and columns do not fit one another.
    Unfit(Unfit),
}

impl From<Unfit> for Wrong {
    fn from(unfit: Unfit) -> Wrong {
        Wrong::Unfit(unfit)
    }
}

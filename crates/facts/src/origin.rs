//! The cell that a value, a signature or a judgement came from.

use std::sync::Arc;

use jiff::civil::Date;

/// Where a value stood, in the user's own file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    pub file: Arc<str>,
    pub sheet: Option<Arc<str>>,
    /// 1-based; 0 for a file as a whole.
    pub row: u32,
    /// 1-based; 0 where the value stood in no cell (a default).
    pub column: u32,
    /// The user's own text.
    pub text: String,
    /// From 来源.toml or a column: where the file came from, and who entered it.
    pub source: Option<Arc<str>>,
    pub entered_by: Option<Arc<str>>,
    pub known_on: Option<Date>,
}

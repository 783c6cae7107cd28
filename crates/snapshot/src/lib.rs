//! Snapshots: facts as a folder of files of columns, written once and never changed, named by the hash of what is in them.
//!
//! ```text
//! FactColumns ──► write ──► manifest.json, few.json, *.parquet        (bytes out: who writes files is the caller)
//! FactColumns ◄── read  ◄── the parts of them that are asked for      (bytes in, through `Source`)
//! ```
//!
//! The only crate that knows Parquet; it uses the low level of that crate alone, columns of one fixed width each. Every part that is
//! read is checked against its SHA-256 in the manifest, and the manifest against its own. Equal facts give equal bytes.
//!
//! Deliberately absent: folders and files, policies, what a problem is called. What can be wrong is a [`Wrong`].
#![deny(clippy::arithmetic_side_effects)]
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects,
        reason = "tests may stop at the first surprise"
    )
)]

mod few;
mod flat;
mod form;
pub mod manifest;
mod parquet_in;
mod parquet_out;
mod read;
pub mod results;
pub mod shape;
mod write;
mod wrong;

use quanheng_facts::problem::Bilingual;

pub use read::{Snapshot, Wanted};
pub use write::{Written, write};
pub use wrong::Wrong;

/// The format's name; another number is another format.
pub const FORMAT: &str = "quanheng.snapshot/1";
/// What is in the folder, with a hash of each part.
pub const MANIFEST: &str = "manifest.json";
/// The hash of the manifest, as `sha256sum --check` reads it: the snapshot's address.
pub const ADDRESS: &str = "manifest.sha256";

/// Where a snapshot's files are read from.
pub trait Source: Sync {
    /// How long a file is; `None` where there is none.
    fn size(&self, name: &str) -> Result<Option<u64>, Bilingual>;
    /// So many bytes of a file, from a place in it. Fewer where it ends before.
    fn read(&self, name: &str, from: u64, length: usize) -> Result<Vec<u8>, Bilingual>;
}

/// The hash of bytes, as 64 hexadecimal digits.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

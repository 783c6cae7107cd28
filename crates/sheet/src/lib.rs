//! Sheets: the bytes of a workbook or of a CSV file go in; cells that know their place come out.
//!
//! ```text
//! bytes ──► kind sniffed ──► csv_text ──┐
//!                     └────► xlsx ──────┴──► Workbook { sheets → rows → cells }
//! ```
//!
//! Numbers leave as decimal text, dates as civil dates: no floating point passes this door. Deliberately absent: what a
//! table means, files, the clock; old `.xls` and OpenDocument files (they are refused by name).
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        reason = "tests may stop at the first surprise"
    )
)]

mod csv_text;
mod decimal;
pub mod out;
mod read;
mod workbook;
mod xlsx;
mod xlsx_parts;

pub use read::{Damage, FileKind, MAX_BYTES, MAX_CELLS, ReadError, read};
pub use workbook::{Cell, CellValue, Merged, Row, Sheet, Workbook};

//! Sheets: the bytes of a workbook or of a CSV file go in; cells that know their place come out.
//!
//! ```text
//! bytes ──► kind sniffed ──► csv_text ──────────┐
//!                     ├────► archive ──► xlsx ──┤
//!                     │            └───► ods ───┤
//!                     └────► compound ─► xls ───┴──► Workbook { sheets → rows → cells }
//! out::Book ──► out::write ──► bytes of an xlsx
//! ```
//!
//! Numbers leave as decimal text, dates as civil dates: no floating point passes this door. Deliberately absent: what a
//! table means, files, the clock.
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

mod archive;
mod compound;
mod csv_text;
mod decimal;
pub mod fuzz_entry;
mod number_format;
mod ods;
pub mod out;
mod read;
mod refused;
#[cfg(any(test, feature = "samples"))]
pub mod samples;
mod workbook;
mod xls;
mod xls_records;
mod xlsx;
mod xlsx_parts;

pub use read::read;
pub use refused::{Damage, FileKind, MAX_BYTES, MAX_CELLS, MAX_SHEETS, ReadError};
pub use workbook::{Cell, CellValue, Merged, Row, Sheet, Workbook};

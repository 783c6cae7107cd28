//! Workbooks of the older kinds out of the same description, for tests and for made-up data that looks as clerks send it: the files of
//! `data/demo` are written here. Not a part of the program: results are written as `.xlsx` alone.
//!
//! Kept of the description: names and hidden sheets, values with the looks of numbers, hidden rows, merged ranges, and in `.xls` how
//! wide columns are. A blank cell without a look is not written, but makes its row as long.

mod container;
mod ods_written;
mod xls_written;

use std::collections::BTreeSet;

pub use ods_written::ods;
pub use xls_written::xls;

/// What real files have and no description asks for. Cells by the place of their sheet in the book (from 0), row and column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Odd {
    /// Days are counted from 1904, as on old machines of another make; `.xls` alone.
    pub from_1904: bool,
    /// As Excel saves space: whole numbers in four bytes, texts in one byte for each character where that is enough, their records
    /// filled to the last byte so that texts go on in the next; `.xls` alone.
    pub packed: bool,
    /// Cells that hold `#N/A`.
    pub errors: BTreeSet<(usize, u32, u32)>,
    /// Cells with a formula that was never calculated.
    pub uncalculated: BTreeSet<(usize, u32, u32)>,
}

#[cfg(test)]
mod tests;

//! The invented province 示例省 in the workbooks that its offices send in, made anew from a seed: the same bytes each time.
//!
//! In: nothing. Out: the files below `data/demo`. Deliberately absent: floating-point arithmetic (a spreadsheet's cell is the nearest
//! binary number to a decimal that is decided in whole numbers), the clock, and anything of a real place or person.
#![allow(
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a generator of test data may stop at the first surprise"
)]

pub mod book;
pub mod clerk;
pub mod mistakes;
pub mod offices;
pub mod people;
pub mod places;
pub mod province;
pub mod random;
pub mod readme;
pub mod stories;
pub mod write;

use book::Book;

/// Every workbook of the folder.
#[must_use]
pub fn books() -> Vec<Book> {
    [
        offices::register::books(),
        offices::monitoring::books(),
        offices::assessments::books(),
        offices::personnel::books(),
        offices::events::books(),
        offices::decisions::books(),
    ]
    .concat()
}

/// Every file of the folder, with its bytes.
#[must_use]
pub fn files() -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = books().iter().map(|book| (book.file(), write::bytes(book))).collect();
    files.push(("来源.toml".to_owned(), source_note().into_bytes()));
    files.push(("README.md".to_owned(), readme::text(&books()).into_bytes()));
    files.extend(mistakes::files());
    files.sort();
    files
}

/// Whose data they are.
fn source_note() -> String {
    "# 示例省是虚构的；地名、人名、数字都不是真的。\nregion = \"示例省\"\n".to_owned()
}

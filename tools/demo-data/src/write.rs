//! Books → bytes. The same book gives the same bytes.

mod csv;
mod older;
mod xlsx;

use quanheng_sheet::CellValue;

use crate::book::{Book, Cell, Format};

/// The bytes of a file.
#[must_use]
pub fn bytes(book: &Book) -> Vec<u8> {
    match book.format {
        Format::Xlsx => xlsx::bytes(book),
        Format::Xls | Format::Ods => older::bytes(book),
        Format::Csv => csv::text(book).into_bytes(),
        Format::CsvGb18030 => encoding_rs::GB18030.encode(&csv::text(book)).0.into_owned(),
    }
}

/// What a spreadsheet's cell holds: the nearest binary number.
fn binary(number: &str) -> f64 {
    number.parse().unwrap_or_default()
}

/// Days since the last of December 1899.
fn serial(day: jiff::civil::Date) -> i32 {
    let start = jiff::civil::Date::constant(1899, 12, 30);
    (day - start).get_days()
}

/// As it stands in a text file.
fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) | Cell::Number(text) => text.clone(),
        Cell::Percent(part) => CellValue::Number { decimal: part.clone(), percent: true }.shown(),
        Cell::Date(day) => day.to_string(),
    }
}

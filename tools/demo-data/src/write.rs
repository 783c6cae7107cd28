//! Books → bytes. The same book gives the same bytes.

mod compound;
mod csv;
mod ods;
mod xls;
mod xlsx;

use crate::book::{Book, Cell, Format};

/// The bytes of a file.
#[must_use]
pub fn bytes(book: &Book) -> Vec<u8> {
    match book.format {
        Format::Xlsx => xlsx::bytes(book),
        Format::Xls => xls::bytes(book),
        Format::Ods => ods::bytes(book),
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
        Cell::Percent(part) => format!("{}%", hundredfold(part)),
        Cell::Date(day) => day.to_string(),
    }
}

/// `0.35` → `35`, by moving the point.
fn hundredfold(part: &str) -> String {
    let (whole, places) = part.split_once('.').unwrap_or((part, ""));
    let places = format!("{places:0<2}");
    let (moved, left) = places.split_at(2);
    let whole = format!("{whole}{moved}");
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    if left.is_empty() { whole.to_owned() } else { format!("{whole}.{left}") }
}

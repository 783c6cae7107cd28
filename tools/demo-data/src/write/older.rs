//! The workbooks of older machines and of other programs, as the writer of the house describes them.

use jiff::civil::Date;
use quanheng_sheet::out::{self, Look, NumberLook, Value};
use quanheng_sheet::samples::{Odd, ods, xls};

use crate::book::{Book, Cell, Format, Sheet};

/// The file's bytes.
///
/// # Panics
/// If the writer refuses what the generator gives it.
#[must_use]
pub fn bytes(book: &Book) -> Vec<u8> {
    let described = out::Book { title: String::new(), made_on: Date::constant(2017, 1, 20), sheets: book.sheets.iter().map(one).collect() };
    let write = if book.format == Format::Xls { xls } else { ods };
    write(&described, &Odd::default()).unwrap_or_else(|error| panic!("{}: {error}", book.name))
}

fn one(sheet: &Sheet) -> out::Sheet {
    let mut page = out::Sheet { name: sheet.name.clone(), ..out::Sheet::default() };
    for (row, cells) in (1..).zip(&sheet.rows) {
        // A row without cells is a row all the same.
        page.rows.entry(row).or_default();
        for (column, cell) in (1..).zip(cells) {
            let (value, number) = match cell {
                Cell::Empty => (Value::Blank, NumberLook::General),
                Cell::Text(text) => (Value::Text(text.clone()), NumberLook::General),
                Cell::Number(number) => (Value::Number(number.clone()), NumberLook::General),
                Cell::Percent(part) => (Value::Number(part.clone()), NumberLook::Percent { places: 2 }),
                Cell::Date(day) => (Value::Date(*day), NumberLook::Date),
            };
            page.put(row, column, value, Look { number, ..Look::default() });
        }
    }
    for (column, at) in (1..).zip(0..sheet.width()) {
        page.width(column, sheet.places(at).into());
    }
    page.hidden_rows = sheet.hidden.iter().map(|row| row + 1).collect();
    let merged = sheet.merged.iter().map(|m| quanheng_sheet::Merged {
        first_row: m.rows.0 + 1,
        first_column: m.columns.0 + 1,
        last_row: m.rows.1 + 1,
        last_column: m.columns.1 + 1,
    });
    page.merged = merged.collect();
    page
}

//! The workbook of today's office programs.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError};

use crate::book::{Book, Cell, Sheet};

/// The file's bytes.
///
/// # Panics
/// If the library refuses what the generator gives it.
#[must_use]
pub fn bytes(book: &Book) -> Vec<u8> {
    written(book).unwrap_or_else(|error| panic!("{}: {error}", book.name))
}

fn written(book: &Book) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // Without it the hour of writing would be in the file.
    let day = ExcelDateTime::from_ymd(2017, 1, 20)?;
    workbook.set_properties(&DocProperties::new().set_author("示例省（虚构）").set_creation_datetime(&day));
    for sheet in &book.sheets {
        one(&mut workbook, sheet)?;
    }
    workbook.save_to_buffer()
}

fn one(workbook: &mut Workbook, sheet: &Sheet) -> Result<(), XlsxError> {
    let page = workbook.add_worksheet();
    page.set_name(&sheet.name)?;
    let centred = Format::new().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter).set_bold();
    let (day, percent) = (Format::new().set_num_format("yyyy-mm-dd"), Format::new().set_num_format("0.00%"));
    let boxed = Format::new().set_border(FormatBorder::Thin);
    for merged in &sheet.merged {
        page.merge_range(
            merged.rows.0,
            u16::try_from(merged.columns.0).unwrap_or(0),
            merged.rows.1,
            u16::try_from(merged.columns.1).unwrap_or(0),
            "",
            &centred,
        )?;
    }
    let in_merged = |row: u32, column: u32| {
        sheet.merged.iter().any(|m| (m.rows.0..=m.rows.1).contains(&row) && (m.columns.0..=m.columns.1).contains(&column))
    };
    for (row, cells) in (0_u32..).zip(&sheet.rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Empty => continue,
                Cell::Text(text) if in_merged(row, column.into()) => page.write_string_with_format(row, column, text, &centred)?,
                Cell::Text(text) => page.write_string_with_format(row, column, text, &boxed)?,
                Cell::Number(number) => page.write_number_with_format(row, column, super::binary(number), &boxed)?,
                Cell::Percent(part) => page.write_number_with_format(row, column, super::binary(part), &percent)?,
                Cell::Date(date) => page.write_number_with_format(row, column, f64::from(super::serial(*date)), &day)?,
            };
        }
    }
    for column in 0..sheet.width() {
        page.set_column_width(u16::try_from(column).unwrap_or(0), f64::from(sheet.places(column)))?;
    }
    for row in &sheet.hidden {
        page.set_row_hidden(*row)?;
    }
    Ok(())
}

//! Workbooks of 2007 and later: values by calamine, everything it does not tell by [`crate::xlsx_parts`].

use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Reader, Xlsx};
use jiff::civil::Date;

use crate::archive::Archive;
use crate::number_format::{NumberFormat, number_of, of_stored, text_of};
use crate::refused::{Damage, MAX_BYTES, MAX_CELLS, ReadError};
use crate::workbook::{Cell, CellValue, Row, Sheet, Workbook};
use crate::xlsx_parts::{self, SheetEntry, SheetNotes};

/// All texts of a workbook together: one long shared text may be referred to by very many cells.
pub(crate) const MAX_TEXT: usize = 4 * MAX_BYTES;

pub(crate) fn read(bytes: &[u8], archive: &mut Archive<'_>) -> Result<Workbook, ReadError> {
    let formats = xlsx_parts::number_formats(archive)?;
    let mut listed = Vec::new();
    for entry in xlsx_parts::sheets(archive)? {
        let notes = xlsx_parts::sheet_notes(archive, &entry.path, &formats)?;
        listed.push((entry, notes));
    }
    // The reader of the values computes with what it finds and may panic on hostile files (overflow checks are on); this is
    // the one door where that is turned into an error. Nothing of its state is used after a panic.
    catch_unwind(AssertUnwindSafe(|| values(bytes, listed))).unwrap_or(Err(ReadError::Damaged(Damage::Content)))
}

fn values(bytes: &[u8], listed: Vec<(SheetEntry, SheetNotes)>) -> Result<Workbook, ReadError> {
    let damaged = |_: calamine::XlsxError| ReadError::Damaged(Damage::Content);
    let mut source: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let from_1904 = source.has_1904_epoch();
    let (mut cells, mut text) = (0_usize, 0_usize);
    let mut workbook = Workbook::default();
    for (entry, notes) in listed {
        let mut rows: BTreeMap<u32, BTreeMap<u32, CellValue>> = BTreeMap::new();
        let mut reader = source.worksheet_cells_reader(&entry.name).map_err(damaged)?;
        while let Some(cell) = reader.next_cell().map_err(damaged)? {
            let (row, column) = cell.get_position();
            let place = (row.saturating_add(1), column.saturating_add(1));
            let format = notes.formats.get(&place).copied().unwrap_or_default();
            let Some(value) = value_of(cell.get_value(), format, from_1904) else { continue };
            cells = cells.saturating_add(1);
            if let CellValue::Text(t) = &value {
                text = text.saturating_add(t.len());
            }
            if cells > MAX_CELLS || text > MAX_TEXT {
                return Err(ReadError::TooManyCells);
            }
            rows.entry(place.0).or_default().insert(place.1, value);
        }
        for (row, column) in &notes.uncalculated {
            cells = cells.saturating_add(1);
            if cells > MAX_CELLS {
                return Err(ReadError::TooManyCells);
            }
            rows.entry(*row).or_default().insert(*column, CellValue::FormulaWithoutValue);
        }
        workbook.sheets.push(Sheet {
            name: Some(entry.name),
            hidden: entry.hidden,
            rows: rows
                .into_iter()
                .map(|(number, cells)| Row {
                    number,
                    hidden: notes.hidden_rows.contains(&number),
                    cells: cells.into_iter().map(|(column, value)| Cell { column, value }).collect(),
                })
                .collect(),
            merged: notes.merged,
        });
    }
    Ok(workbook)
}

/// `None`: the cell is empty.
fn value_of(data: &DataRef<'_>, format: NumberFormat, from_1904: bool) -> Option<CellValue> {
    match data {
        DataRef::Empty => None,
        DataRef::Int(number) => Some(number_of(number.to_string(), format, from_1904)),
        DataRef::Float(number) => Some(of_stored(*number, format, from_1904)),
        DataRef::DateTime(number) => Some(of_stored(number.as_f64(), format, from_1904)),
        DataRef::String(text) => text_of(text),
        DataRef::SharedString(text) => text_of(text),
        DataRef::Bool(value) => Some(CellValue::Bool(*value)),
        DataRef::DateTimeIso(text) => {
            let day = text.split('T').next().unwrap_or(text);
            Some(day.parse::<Date>().map_or_else(|_| CellValue::Text(text.clone()), CellValue::Date))
        }
        DataRef::DurationIso(text) => text_of(text),
        DataRef::Error(error) => Some(CellValue::Error(error.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};
    use rust_xlsxwriter::{Format, Formula, Workbook as Writer};

    fn check(bytes: &[u8], expected: &Expect) {
        let shown = match crate::read("x.xlsx", bytes) {
            Err(error) => format!("{error:?}\n"),
            Ok(book) => book
                .sheets
                .iter()
                .flat_map(|s| {
                    let head = format!("[{}{}] {:?}\n", s.name.as_deref().unwrap(), if s.hidden { " hidden" } else { "" }, s.merged);
                    std::iter::once(head).chain(s.rows.iter().flat_map(|r| {
                        r.cells
                            .iter()
                            .map(|c| format!("{}:{}{} {:?}\n", r.number, c.column, if r.hidden { " hidden" } else { "" }, c.value))
                    }))
                })
                .collect(),
        };
        expected.assert_eq(&shown);
    }

    fn written() -> Vec<u8> {
        let mut book = Writer::new();
        let sheet = book.add_worksheet();
        sheet.set_name("监测 & 考评").unwrap();
        sheet.merge_range(0, 0, 0, 2, "标题", &Format::new()).unwrap();
        sheet.write(1, 0, "甲县").unwrap();
        sheet.write(1, 1, 0.300_000_000_000_000_04).unwrap();
        sheet.write_with_format(1, 2, 0.35, &Format::new().set_num_format("0%")).unwrap();
        sheet.write_with_format(2, 0, 42522, &Format::new().set_num_format("yyyy-mm-dd")).unwrap();
        sheet.write_with_format(2, 1, 42522, &Format::new().set_num_format("yyyy\"年\"m\"月\"")).unwrap();
        sheet.write_with_format(2, 2, 42522, &Format::new().set_num_format_index(57)).unwrap();
        sheet.write_formula(3, 0, Formula::new("1+1").set_result("2")).unwrap();
        sheet.write_formula(3, 1, Formula::new("NA()").set_result("#N/A")).unwrap();
        sheet.write(3, 2, true).unwrap();
        sheet.write_blank(4, 0, &Format::new().set_bold()).unwrap();
        sheet.write(5, 0, 7).unwrap();
        sheet.set_row_hidden(5).unwrap();
        book.add_worksheet().set_name("藏").unwrap().set_hidden(true);
        book.save_to_buffer().unwrap()
    }

    #[test]
    fn cells_come_with_place_format_and_what_is_hidden() {
        check(
            &written(),
            &expect![[r##"
            [监测 & 考评] [Merged { first_row: 1, first_column: 1, last_row: 1, last_column: 3 }]
            1:1 Text("标题")
            2:1 Text("甲县")
            2:2 Number { decimal: "0.3", percent: false }
            2:3 Number { decimal: "0.35", percent: true }
            3:1 Date(2016-06-01)
            3:2 Month(2016-06-01)
            3:3 Month(2016-06-01)
            4:1 Number { decimal: "2", percent: false }
            4:2 Error("#N/A")
            4:3 Bool(true)
            6:1 hidden Number { decimal: "7", percent: false }
            [藏 hidden] []
        "##]],
        );
    }

    /// The archive with one part's text changed.
    fn with_part(bytes: &[u8], path: &str, change: impl Fn(String) -> String) -> Vec<u8> {
        use std::io::{Read, Write};
        let mut from = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for at in 0..from.len() {
            let mut part = from.by_index(at).unwrap();
            let name = part.name().unwrap().into_owned();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            to.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
            to.write_all(if name == path { change(text) } else { text }.as_bytes()).unwrap();
        }
        to.finish().unwrap().into_inner()
    }

    #[test]
    fn a_formula_never_calculated_is_told_from_one_that_was() {
        let bytes = with_part(&written(), "xl/worksheets/sheet1.xml", |xml| xml.replace("<f>1+1</f><v>2</v>", "<f>1+1</f><v></v>"));
        let book = crate::read("x.xlsx", &bytes).unwrap();
        assert_eq!(book.sheets[0].get(4, 1), Some(&CellValue::FormulaWithoutValue));
    }

    #[test]
    fn days_counted_from_1904() {
        let bytes = with_part(&written(), "xl/workbook.xml", |xml| xml.replace("<workbookPr ", "<workbookPr date1904=\"1\" "));
        let book = crate::read("x.xlsx", &bytes).unwrap();
        assert_eq!(book.sheets[0].get(3, 1), Some(&CellValue::Date(Date::constant(2020, 6, 2))));
    }

    #[test]
    fn bombs_and_wrecks_are_errors() {
        let bomb = with_part(&written(), "xl/worksheets/sheet1.xml", |_| " ".repeat(40 * 1024 * 1024));
        check(
            &bomb,
            &expect![[r#"
            UnpacksTooLarge
        "#]],
        );
        let deep = with_part(&written(), "xl/worksheets/sheet1.xml", |_| "<a>".repeat(100));
        check(
            &deep,
            &expect![[r#"
            Damaged(Part)
        "#]],
        );
        // One part under the names of two sheets would be read twice, or sixty thousand times.
        let twice = with_part(&written(), "xl/_rels/workbook.xml.rels", |xml| xml.replace("sheet2.xml", "sheet1.xml"));
        check(
            &twice,
            &expect![[r#"
            Damaged(Content)
        "#]],
        );
        let mut book = Writer::new();
        (0..=crate::MAX_SHEETS).for_each(|_| drop(book.add_worksheet().write(0, 0, 1)));
        check(
            &book.save_to_buffer().unwrap(),
            &expect![[r#"
            Damaged(Sheets)
        "#]],
        );
        let bytes = written();
        check(
            &bytes[..bytes.len() / 2],
            &expect![[r#"
            Damaged(Archive)
        "#]],
        );
        let mut flipped = bytes.clone();
        for at in (60..flipped.len()).step_by(97) {
            flipped[at] ^= 0x55;
        }
        assert!(crate::read("x.xlsx", &flipped).is_err());
        let strange = with_part(&bytes, "xl/worksheets/sheet1.xml", |xml| xml.replace("r=\"A2\"", "r=\"ZZZZZZZ99999999999\""));
        check(
            &strange,
            &expect![[r#"
            Damaged(Content)
        "#]],
        );
    }
}

//! One description written in three formats reads the same; and what hostile and foreign files of the older kinds come to.

use std::collections::BTreeSet;

use expect_test::{Expect, expect};
use jiff::civil::Date;

use super::{Odd, ods, xls};
use crate::out::{self, Book, Look, NumberLook, Value};
use crate::workbook::{CellValue, Merged, Sheet, Workbook};
use crate::{FileKind, ReadError, read};

fn looking(number: NumberLook) -> Look {
    Look { number, ..Look::default() }
}

/// What office workbooks hold: a merged title, headings over two rows, percentages, months, hidden rows and sheets.
fn book() -> Book {
    let plain = Look::default();
    let mut sheet = out::Sheet { name: "监测 & 考评".to_owned(), ..out::Sheet::default() };
    sheet.text(1, 1, "2016年 <监测考评>  结果", &plain);
    sheet.merged.push(Merged { first_row: 1, first_column: 1, last_row: 1, last_column: 5 });
    sheet.merged.push(Merged { first_row: 2, first_column: 1, last_row: 3, last_column: 1 });
    sheet.text(2, 1, "县区", &plain);
    sheet.text(2, 2, "成绩\n（分）", &plain);
    for (row, name) in [(4, "甲县"), (5, "乙县"), (9, "é & ü")] {
        sheet.text(row, 1, name, &plain);
    }
    let number = |text: &str| Value::Number(text.to_owned());
    sheet.put(4, 2, number("98.765432"), looking(NumberLook::Places { places: 6, grouped: false }));
    sheet.put(4, 3, number("0.355"), looking(NumberLook::Percent { places: 1 }));
    sheet.put(4, 4, Value::Date(Date::constant(2016, 2, 29)), looking(NumberLook::Date));
    sheet.put(4, 5, Value::Date(Date::constant(2016, 6, 1)), looking(NumberLook::Month));
    sheet.put(5, 2, number("-1200000"), looking(NumberLook::Places { places: 0, grouped: true }));
    sheet.put(5, 3, number("107"), plain.clone());
    sheet.put(5, 4, Value::Bool(true), plain.clone());
    sheet.put(5, 5, Value::Bool(false), plain.clone());
    sheet.put(6, 2, Value::Blank, looking(NumberLook::Text));
    sheet.put(9, 2, number("0.3"), plain.clone());
    sheet.text(9, 3, "字".repeat(9000), &plain);
    sheet.text(9, 4, "a".repeat(20_000), &plain);
    sheet.text(9, 5, "末", &plain);
    sheet.hidden_rows.insert(5);
    let mut second = out::Sheet { name: "藏".to_owned(), hidden: true, ..out::Sheet::default() };
    second.put(3, 2, number("7"), plain);
    Book { title: "样".to_owned(), made_on: Date::constant(2016, 1, 1), sheets: vec![sheet, second] }
}

#[test]
fn the_three_formats_read_the_same() {
    let book = book();
    let newer = read("x", &out::write(&book).unwrap()).unwrap();
    assert!(newer.sheets[0].row(5).unwrap().hidden && newer.sheets[1].hidden);
    let odd = Odd::default();
    let older = read("x", &xls(&book, &odd).unwrap()).unwrap();
    assert_eq!(newer, older);
    let packed = Odd { packed: true, ..Odd::default() };
    assert_eq!(newer, read("x", &xls(&book, &packed).unwrap()).unwrap());
    assert_ne!(xls(&book, &odd), xls(&book, &packed));
    let open = read("x", &ods(&book, &odd).unwrap()).unwrap();
    assert_eq!(newer, open);
    assert_eq!(xls(&book, &odd), xls(&book, &odd));
    assert_eq!(ods(&book, &odd), ods(&book, &odd));
}

#[test]
fn days_of_1904_errors_and_formulas_never_calculated() {
    let odd = Odd { from_1904: true, errors: BTreeSet::from([(0, 5, 3)]), uncalculated: BTreeSet::from([(0, 4, 2)]), ..Odd::default() };
    for bytes in [xls(&book(), &odd).unwrap(), ods(&book(), &odd).unwrap()] {
        let read = read("x", &bytes).unwrap();
        let sheet = &read.sheets[0];
        assert_eq!(sheet.get(4, 4), Some(&CellValue::Date(Date::constant(2016, 2, 29))));
        assert_eq!(sheet.get(5, 3), Some(&CellValue::Error("#N/A".to_owned())));
        assert_eq!(sheet.get(4, 2), Some(&CellValue::FormulaWithoutValue));
    }
}

/// Cut off anywhere, or with bytes changed: an error or another workbook, and never a panic.
#[test]
fn wrecks_do_not_panic() {
    let mut small = book();
    small.sheets[0].rows.remove(&9);
    let packed = Odd { packed: true, ..Odd::default() };
    for whole in [xls(&small, &packed).unwrap(), ods(&small, &Odd::default()).unwrap()] {
        for length in (0..whole.len()).step_by(7) {
            let _ = read("x", &whole[..length]);
        }
        for step in [3_usize, 5, 11] {
            for at in (0..whole.len()).step_by(step) {
                let mut changed = whole.clone();
                changed[at] ^= 0xFF;
                let _ = read("x", &changed);
            }
        }
    }
}

/// Every half word of the records set to the extremes: lengths, counts and places that lie.
#[test]
fn records_that_lie_do_not_panic() {
    let mut small = book();
    small.sheets[0].rows.remove(&9);
    let container = xls(&small, &Odd { packed: true, ..Odd::default() }).unwrap();
    let from = container.windows(4).position(|w| w == [0x09, 0x08, 0x10, 0x00]).unwrap();
    let stream = &container[from..];
    assert_eq!(read("x", stream).unwrap(), read("x", &container).unwrap());
    for at in 20..stream.len() - 1 {
        for value in [0_u16, 0xFFFF, 0x7FFF] {
            let mut changed = stream.to_vec();
            changed[at..at + 2].copy_from_slice(&value.to_le_bytes());
            let _ = read("x", &changed);
        }
    }
}

fn ods_with(content: &str) -> Vec<u8> {
    use std::io::{Cursor, Write};
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let head = "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet>";
    let content = format!("{head}{content}</office:spreadsheet></office:body></office:document-content>");
    for (name, text) in [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_str())] {
        to.start_file(name, options).unwrap();
        to.write_all(text.as_bytes()).unwrap();
    }
    to.finish().unwrap().into_inner()
}

fn shown(book: Result<Workbook, ReadError>) -> String {
    match book {
        Err(error) => format!("{error:?}\n"),
        Ok(book) => {
            let line = |sheet: &Sheet| {
                let cells = sheet.rows.iter().flat_map(|r| {
                    r.cells.iter().map(|c| format!("{}:{}{} {:?}\n", r.number, c.column, if r.hidden { " hidden" } else { "" }, c.value))
                });
                let head =
                    format!("[{}{}] {:?}\n", sheet.name.as_deref().unwrap_or(""), if sheet.hidden { " hidden" } else { "" }, sheet.merged);
                std::iter::once(head).chain(cells).collect::<String>()
            };
            book.sheets.iter().map(line).collect()
        }
    }
}

fn check(bytes: &[u8], expected: &Expect) {
    expected.assert_eq(&shown(read("x", bytes)));
}

#[test]
fn cells_that_stand_for_many_are_counted_before_they_are_spread() {
    let row = |rows: u32, columns: u32, cell: &str| {
        format!(
            "<table:table table:name=\"表\"><table:table-row table:number-rows-repeated=\"{rows}\"><table:table-cell table:number-columns-repeated=\"{columns}\"{cell}></table:table-cell></table:table-row></table:table>"
        )
    };
    let value = " office:value-type=\"float\" office:value=\"1\"";
    // The blanks that fill a sheet to its end cost nothing.
    check(
        &ods_with(&row(1_048_576, 16_384, "")),
        &expect![[r#"
            [表] []
        "#]],
    );
    check(
        &ods_with(&row(2, 2, value)),
        &expect![[r#"
            [表] []
            1:1 Number { decimal: "1", percent: false }
            1:2 Number { decimal: "1", percent: false }
            2:1 Number { decimal: "1", percent: false }
            2:2 Number { decimal: "1", percent: false }
        "#]],
    );
    check(
        &ods_with(&row(1_048_576, 16_384, value)),
        &expect![[r#"
            TooManyCells
        "#]],
    );
    check(
        &ods_with(&row(4_000_000_000, 1, value)),
        &expect![[r#"
            TooManyCells
        "#]],
    );
    check(
        &ods_with(&" ".repeat(40 * 1024 * 1024)),
        &expect![[r#"
            UnpacksTooLarge
        "#]],
    );
    check(
        &ods_with(&"<a>".repeat(100)),
        &expect![[r#"
            Damaged(Part)
        "#]],
    );
}

#[test]
fn remarks_links_and_spaces_within_a_cell() {
    let cell = "<table:table table:name=\"表\"><table:table-row><table:table-cell office:value-type=\"string\"><office:annotation><text:p>批注</text:p></office:annotation><text:p>甲<text:s text:c=\"2\"/><text:a>县</text:a>&amp;<text:span>乙<text:line-break/>县</text:span></text:p><text:p>二</text:p></table:table-cell><table:table-cell office:value-type=\"date\" office:date-value=\"2016-02-30\"/><table:table-cell office:value-type=\"float\" office:value=\"0.30000000000000004\"/></table:table-row></table:table>";
    check(
        &ods_with(cell),
        &expect![[r#"
            [表] []
            1:1 Text("甲  县&乙\n县\n二")
            1:2 Error("2016-02-30")
            1:3 Number { decimal: "0.3", percent: false }
        "#]],
    );
}

#[test]
fn what_needs_a_password_says_so() {
    // FILEPASS right after the beginning.
    let mut stream = vec![0x09, 0x08, 0x10, 0x00, 0x00, 0x06, 0x05, 0x00];
    stream.extend([0; 12]);
    stream.extend([0x2F, 0x00, 0x02, 0x00, 0x01, 0x00]);
    let locked = super::container::compound("Workbook", &stream).unwrap();
    assert_eq!(read("x", &locked), Err(ReadError::PasswordProtected));
    let newer = super::container::compound("EncryptedPackage", &stream).unwrap();
    assert_eq!(read("x", &newer), Err(ReadError::PasswordProtected));
    let words = super::container::compound("WordDocument", &stream).unwrap();
    assert_eq!(read("x", &words), Err(ReadError::Unsupported(FileKind::WordDocument)));
    let other = super::container::compound("Other", &stream).unwrap();
    assert_eq!(read("x", &other), Err(ReadError::Unsupported(FileKind::Unknown)));
}
#[test]
fn an_encrypted_open_document_says_so() {
    use std::io::{Cursor, Write};
    let manifest = "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    for parts in [
        [("mimetype", "x"), ("content.xml", "locked"), ("META-INF/manifest.xml", manifest)].as_slice(),
        &[("mimetype", "x"), ("encrypted-package", "locked")],
    ] {
        let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            to.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            to.write_all(text.as_bytes()).unwrap();
        }
        assert_eq!(read("x", &to.finish().unwrap().into_inner()), Err(ReadError::PasswordProtected));
    }
}

/// Files that other programs wrote: LibreOffice out of a workbook like the one above, and a library for Python that calculates
/// nothing.
#[test]
fn files_of_other_programs() {
    let older = include_bytes!("../../tests/fixtures/libreoffice.xls");
    let expected = expect![[r#"
        [监测 & 考评] [Merged { first_row: 1, first_column: 1, last_row: 1, last_column: 5 }, Merged { first_row: 2, first_column: 1, last_row: 3, last_column: 1 }]
        1:1 Text("2016年 <监测考评>  结果")
        2:1 Text("县区")
        2:2 Text("成绩\n（分）")
        4:1 Text("甲县")
        4:2 Number { decimal: "98.765432", percent: false }
        4:3 Number { decimal: "0.355", percent: true }
        4:4 Date(2016-02-29)
        4:5 Month(2016-06-01)
        5:1 hidden Text("乙县")
        5:2 hidden Number { decimal: "-1200000", percent: false }
        5:3 hidden Number { decimal: "107", percent: false }
        5:4 hidden Bool(true)
        5:5 hidden Bool(false)
        9:1 Text("é & ü")
        9:2 Number { decimal: "0.3", percent: false }
        9:3 Text("字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字")
        9:5 Text("末")
        [藏 hidden] []
        3:2 Number { decimal: "7", percent: false }
    "#]];
    check(older, &expected);
    check(
        include_bytes!("../../tests/fixtures/libreoffice.ods"),
        &expect![[r#"
        [监测 & 考评] [Merged { first_row: 1, first_column: 1, last_row: 1, last_column: 5 }, Merged { first_row: 2, first_column: 1, last_row: 3, last_column: 1 }]
        1:1 Text("2016年 <监测考评>  结果")
        2:1 Text("县区")
        2:2 Text("成绩\n（分）")
        4:1 Text("甲县")
        4:2 Number { decimal: "98.765432", percent: false }
        4:3 Number { decimal: "0.355", percent: true }
        4:4 Date(2016-02-29)
        4:5 Month(2016-06-01)
        5:1 hidden Text("乙县")
        5:2 hidden Number { decimal: "-1200000", percent: false }
        5:3 hidden Number { decimal: "107", percent: false }
        5:4 hidden Number { decimal: "1", percent: false }
        5:5 hidden Number { decimal: "0", percent: false }
        9:1 Text("é & ü")
        9:2 Number { decimal: "0.3", percent: false }
        9:3 Text("字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字")
        9:5 Text("末")
        [藏 hidden] []
        3:2 Number { decimal: "7", percent: false }
    "#]],
    );
    check(
        include_bytes!("../../tests/fixtures/xlwt.xls"),
        &expect![[r#"
        [监测考评] [Merged { first_row: 7, first_column: 1, last_row: 7, last_column: 3 }]
        1:1 Text("县区")
        1:2 Text("得分")
        2:1 hidden Text("甲县")
        2:2 hidden Number { decimal: "98.5", percent: false }
        2:3 hidden Number { decimal: "0.35", percent: true }
        2:4 hidden Date(2016-06-01)
        3:2 FormulaWithoutValue
        4:2 FormulaWithoutValue
        7:1 Text("合并")
    "#]],
    );
}

/// Texts in the code page of a Chinese machine, as programs of 1995 wrote them.
#[test]
fn texts_of_1995() {
    let mut stream = Vec::new();
    let mut record = |id: u16, data: &[u8]| {
        stream.extend(id.to_le_bytes());
        stream.extend(u16::try_from(data.len()).unwrap().to_le_bytes());
        stream.extend(data);
    };
    let (name, _, _) = encoding_rs::GBK.encode("监测");
    let bound: Vec<u8> = [&[0, 0, 0, 0, 0, 0, 4][..], &name].concat();
    record(0x0809, &[0x00, 0x05, 0x05, 0x00, 0, 0, 0, 0]);
    record(0x0042, &[0xA8, 0x03]);
    record(0x0085, &bound);
    record(0x000A, &[]);
    let begin = u32::try_from(stream.len()).unwrap();
    let mut record = |id: u16, data: &[u8]| {
        stream.extend(id.to_le_bytes());
        stream.extend(u16::try_from(data.len()).unwrap().to_le_bytes());
        stream.extend(data);
    };
    record(0x0809, &[0x00, 0x05, 0x10, 0x00, 0, 0, 0, 0]);
    record(0x0204, &[&[0, 0, 0, 0, 0, 0, 4, 0][..], &name].concat());
    record(0x000A, &[]);
    let at = stream.windows(4).position(|w| w == [0x85, 0x00, 11, 0x00]).unwrap() + 4;
    stream[at..at + 4].copy_from_slice(&begin.to_le_bytes());
    let expected = expect![[r#"
        [监测] []
        1:1 Text("监测")
    "#]];
    check(&super::container::compound("Book", &stream).unwrap(), &expected);
    check(&stream, &expected);
}

/// Office systems export under any name; the content decides.
#[test]
fn an_ending_that_lies() {
    let book = out::write(&book()).unwrap();
    assert_eq!(read("表.xls", &book), read("表.csv", &book));
    let text = "县区,得分\n甲县,1\n".as_bytes();
    assert_eq!(read("表.xls", text), read("表.csv", text));
    assert!(read("表.xls", text).is_ok());
    for (text, kind) in [
        ("<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><table><tr><td>县区</td></tr></table></html>", FileKind::WebPage),
        (
            "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
            FileKind::XmlWorkbook,
        ),
        ("%PDF-1.4", FileKind::Pdf),
        ("{\\rtf1", FileKind::WordDocument),
    ] {
        assert_eq!(read("表.xls", text.as_bytes()), Err(ReadError::Unsupported(kind)));
    }
}

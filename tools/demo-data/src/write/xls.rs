//! The workbook of Excel 97 to 2003 (BIFF8), as old machines still send it: texts, numbers, days, merged cells, hidden rows.

use std::collections::BTreeMap;

use super::compound;
use crate::book::{Book, Cell, Sheet};

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const CODE_PAGE: u16 = 0x0042;
const FONT: u16 = 0x0031;
const XF: u16 = 0x00E0;
const STYLE: u16 = 0x0293;
const BOUND_SHEET: u16 = 0x0085;
const SHARED: u16 = 0x00FC;
const CONTINUE: u16 = 0x003C;
const COLUMN: u16 = 0x007D;
const WINDOW_1: u16 = 0x003D;
const WINDOW_2: u16 = 0x023E;
const DIMENSIONS: u16 = 0x0200;
const ROW: u16 = 0x0208;
const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x00FD;
const MERGED: u16 = 0x00E5;
/// The most bytes of a record.
const LONGEST: usize = 8224;

/// Cell formats behind the fifteen that every file begins with: general, a percentage, a day.
const GENERAL: u16 = 15;
const PERCENT: u16 = 16;
const DAY: u16 = 17;

/// The file's bytes.
#[must_use]
pub fn bytes(book: &Book) -> Vec<u8> {
    let mut shared = Shared::default();
    let sheets: Vec<Vec<u8>> = book.sheets.iter().map(|sheet| one(sheet, &mut shared)).collect();
    let mut globals = record(BOF, &beginning(0x0005));
    globals.extend(record(CODE_PAGE, &1200_u16.to_le_bytes()));
    globals.extend(record(WINDOW_1, &halves(&[0, 0, 0x4000, 0x2000, 0x0038, 0, 0, 1, 600])));
    for _ in 0..4 {
        globals.extend(record(FONT, &font()));
    }
    for at in 0..GENERAL {
        globals.extend(record(XF, &cell_format(0, at > 0, true)));
    }
    for format in [0, 10, 14] {
        globals.extend(record(XF, &cell_format(format, false, false)));
    }
    globals.extend(record(STYLE, &[0, 0x80, 0, 0xFF]));
    let strings = shared.records();
    let listed: usize = book.sheets.iter().map(|sheet| 4 + bound(sheet, 0).len()).sum();
    let mut at = globals.len() + listed + strings.len() + 4;
    for (sheet, body) in book.sheets.iter().zip(&sheets) {
        globals.extend(record(BOUND_SHEET, &bound(sheet, at)));
        at += body.len();
    }
    globals.extend(strings);
    globals.extend(record(EOF, &[]));
    globals.extend(sheets.concat());
    compound::file("Workbook", &globals)
}

fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    let mut out = halves(&[kind, u16::try_from(body.len()).unwrap_or(0)]);
    out.extend_from_slice(body);
    out
}

fn halves(halves: &[u16]) -> Vec<u8> {
    halves.iter().flat_map(|half| half.to_le_bytes()).collect()
}

fn beginning(kind: u16) -> Vec<u8> {
    halves(&[0x0600, kind, 0x0DBB, 0x07CC, 0, 0, 0x0006, 0])
}

fn font() -> Vec<u8> {
    let mut out = halves(&[220, 0, 0x7FFF, 400, 0, 0, 0x8600]);
    out.extend(short_text("宋体"));
    out
}

/// The number format, whether it is one of the outline styles, whether it is a style at all.
fn cell_format(format: u16, outline: bool, style: bool) -> Vec<u8> {
    let parent = if style { 0xFFF5 } else { 0x0001 };
    let mut out = halves(&[0, format, parent]);
    out.extend([0x20, 0, 0, if style && outline { 0xF4 } else { 0 }]);
    out.extend([0; 8]);
    out.extend(0x20C0_u16.to_le_bytes());
    out
}

fn bound(sheet: &Sheet, at: usize) -> Vec<u8> {
    let mut out = u32::try_from(at).unwrap_or(0).to_le_bytes().to_vec();
    out.extend([0, 0]);
    out.extend(short_text(&sheet.name));
    out
}

/// One byte of length, then the characters.
fn short_text(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut out = vec![u8::try_from(units.len()).unwrap_or(0), 1];
    out.extend(halves(&units));
    out
}

/// Texts stand once in the file and are named by number.
#[derive(Default)]
struct Shared {
    list: Vec<String>,
    numbers: BTreeMap<String, u32>,
    used: u32,
}

impl Shared {
    fn number(&mut self, text: &str) -> u32 {
        self.used += 1;
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = u32::try_from(self.list.len()).unwrap_or(0);
        self.list.push(text.to_owned());
        self.numbers.insert(text.to_owned(), number);
        number
    }

    /// A new record begins only between two texts.
    fn records(&self) -> Vec<u8> {
        let (mut out, mut kind) = (Vec::new(), SHARED);
        let mut body = self.used.to_le_bytes().to_vec();
        body.extend(u32::try_from(self.list.len()).unwrap_or(0).to_le_bytes());
        for text in &self.list {
            let units: Vec<u16> = text.encode_utf16().collect();
            let mut one = u16::try_from(units.len()).unwrap_or(0).to_le_bytes().to_vec();
            one.push(1);
            one.extend(halves(&units));
            if body.len() + one.len() > LONGEST {
                out.extend(record(kind, &body));
                (kind, body) = (CONTINUE, Vec::new());
            }
            body.extend(one);
        }
        out.extend(record(kind, &body));
        out
    }
}

fn one(sheet: &Sheet, shared: &mut Shared) -> Vec<u8> {
    let mut out = record(BOF, &beginning(0x0010));
    for (at, column) in (0_u16..).zip(0..sheet.width()) {
        out.extend(record(COLUMN, &halves(&[at, at, sheet.places(column) * 256, GENERAL, 0, 0])));
    }
    let (rows, columns) = (half(sheet.rows.len()), half(sheet.width()));
    let mut size = 0_u32.to_le_bytes().to_vec();
    size.extend(u32::from(rows).to_le_bytes());
    size.extend(halves(&[0, columns, 0]));
    out.extend(record(DIMENSIONS, &size));
    for (at, cells) in (0_u16..).zip(&sheet.rows) {
        let hidden = if sheet.hidden.contains(&u32::from(at)) { 0x0020 } else { 0 };
        out.extend(record(ROW, &halves(&[at, 0, half(cells.len()), 0x0140, 0, 0, 0x0100 | hidden, GENERAL])));
    }
    for (row, cells) in (0_u16..).zip(&sheet.rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            out.extend(one_cell(row, column, cell, shared));
        }
    }
    if !sheet.merged.is_empty() {
        let mut body = halves(&[half(sheet.merged.len())]);
        for merged in &sheet.merged {
            let corner = |at: u32| u16::try_from(at).unwrap_or(0);
            body.extend(halves(&[corner(merged.rows.0), corner(merged.rows.1), corner(merged.columns.0), corner(merged.columns.1)]));
        }
        out.extend(record(MERGED, &body));
    }
    out.extend(record(WINDOW_2, &halves(&[0x02B6, 0, 0, 0x0040, 0, 0, 0, 0, 0])));
    out.extend(record(EOF, &[]));
    out
}

fn half(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

fn one_cell(row: u16, column: u16, cell: &Cell, shared: &mut Shared) -> Vec<u8> {
    let number = |format: u16, value: f64| {
        let mut body = halves(&[row, column, format]);
        body.extend(value.to_le_bytes());
        record(NUMBER, &body)
    };
    match cell {
        Cell::Empty => Vec::new(),
        Cell::Text(text) => {
            let mut body = halves(&[row, column, GENERAL]);
            body.extend(shared.number(text).to_le_bytes());
            record(LABEL, &body)
        }
        Cell::Number(text) => number(GENERAL, super::binary(text)),
        Cell::Percent(part) => number(PERCENT, super::binary(part)),
        Cell::Date(day) => number(DAY, f64::from(super::serial(*day))),
    }
}

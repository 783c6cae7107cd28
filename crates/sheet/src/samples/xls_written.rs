//! The description of a workbook → the bytes of an `.xls` of 1997 to 2003.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Odd;
use super::container::compound;
use crate::out::{Book, Look, NumberLook, Sheet, Value, WriteError, code};

/// The longest content of a record; what is longer goes on in the next.
const LONGEST: usize = 8224;
/// So many styles stand before the formats of cells, as every program expects them.
const STYLES: u16 = 15;
/// The formats of cells that each workbook has, by the number of a look that needs no code: general, a percentage, a day.
const GENERAL: u16 = STYLES;
const BUILT_IN: [u16; 3] = [0, 10, 14];
const FIRST_OWN_CODE: u16 = 164;

/// Writes a workbook of the old kind.
///
/// # Errors
/// [`WriteError`] where it does not fit into one: 65,536 rows, 256 columns, some megabytes.
pub fn xls(book: &Book, odd: &Odd) -> Result<Vec<u8>, WriteError> {
    let mut texts = Texts::default();
    let mut looks: Vec<NumberLook> = Vec::new();
    let mut sheets: Vec<Vec<u8>> = Vec::new();
    for (at, sheet) in book.sheets.iter().enumerate() {
        sheets.push(page(at, sheet, odd, &mut texts, &mut looks)?);
    }
    // Where the sheets begin is known once everything before them is written; its length does not depend on it.
    let length = globals(book, odd, &texts, &looks, &vec![0; sheets.len()]).len();
    let mut places = Vec::new();
    let mut next = length;
    for sheet in &sheets {
        places.push(u32::try_from(next).unwrap_or(u32::MAX));
        next = next.saturating_add(sheet.len());
    }
    let mut stream = globals(book, odd, &texts, &looks, &places);
    stream.extend(sheets.into_iter().flatten());
    compound("Workbook", &stream)
}

fn record(out: &mut Vec<u8>, id: u16, data: &[u8]) {
    out.extend(id.to_le_bytes());
    out.extend(u16::try_from(data.len()).unwrap_or(0).to_le_bytes());
    out.extend(data);
}

fn halves(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|n| n.to_le_bytes()).collect()
}

/// A text with a length of one byte or two; packed: in one byte for each character where that is enough.
fn text(words: &str, length_bytes: usize, packed: bool) -> Vec<u8> {
    let units: Vec<u16> = words.encode_utf16().collect();
    let length = u16::try_from(units.len()).unwrap_or(u16::MAX);
    let mut bytes = length.to_le_bytes().to_vec();
    bytes.truncate(length_bytes);
    let narrow: Option<Vec<u8>> = units.iter().map(|u| u8::try_from(*u).ok()).collect();
    match narrow.filter(|_| packed) {
        Some(narrow) => {
            bytes.push(0);
            bytes.extend(narrow);
        }
        None => {
            bytes.push(1);
            bytes.extend(units.iter().flat_map(|u| u.to_le_bytes()));
        }
    }
    bytes
}

fn globals(book: &Book, odd: &Odd, texts: &Texts, looks: &[NumberLook], places: &[u32]) -> Vec<u8> {
    let mut out = Vec::new();
    record(&mut out, 0x0809, &halves(&[0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 0, 6, 0]));
    record(&mut out, 0x0042, &halves(&[1200]));
    record(&mut out, 0x003D, &halves(&[0, 0, 0x4000, 0x2000, 0x0038, 0, 0, 1, 0x0258]));
    if odd.from_1904 {
        record(&mut out, 0x0022, &halves(&[1]));
    }
    let mut font = halves(&[220, 0, 0x7FFF, 400, 0]);
    font.extend([0, 0, 0, 134]);
    font.extend(text("宋体", 1, odd.packed));
    for _ in 0..4 {
        record(&mut out, 0x0031, &font);
    }
    for (look, id) in looks.iter().zip(FIRST_OWN_CODE..) {
        let mut data = id.to_le_bytes().to_vec();
        data.extend(text(&code(look).unwrap_or_else(|| "General".to_owned()), 2, odd.packed));
        record(&mut out, 0x041E, &data);
    }
    for at in 0..STYLES {
        // All but the first leave everything to it.
        record(&mut out, 0x00E0, &halves(&[0, 0, 0xFFF5, 0x0020, if at > 0 { 0xF400 } else { 0 }, 0, 0, 0, 0, 0x20C0]));
    }
    let own = looks.iter().zip(FIRST_OWN_CODE..).map(|(_, id)| id);
    for id in BUILT_IN.into_iter().chain(own) {
        record(&mut out, 0x00E0, &halves(&[0, id, 0x0001, 0x0020, 0, 0, 0, 0, 0, 0x20C0]));
    }
    record(&mut out, 0x0293, &[0x00, 0x80, 0x00, 0xFF]);
    for (sheet, place) in book.sheets.iter().zip(places) {
        let mut data = place.to_le_bytes().to_vec();
        data.extend([u8::from(sheet.hidden), 0]);
        data.extend(text(&sheet.name, 1, odd.packed));
        record(&mut out, 0x0085, &data);
    }
    shared(&mut out, texts, odd.packed);
    record(&mut out, 0x000A, &[]);
    out
}

/// Texts stand once in the workbook and are named by number.
#[derive(Default)]
struct Texts {
    list: Vec<String>,
    numbers: BTreeMap<String, u32>,
    used: u32,
}

impl Texts {
    fn number(&mut self, words: &str) -> u32 {
        self.used = self.used.saturating_add(1);
        if let Some(number) = self.numbers.get(words) {
            return *number;
        }
        let number = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        self.list.push(words.to_owned());
        self.numbers.insert(words.to_owned(), number);
        number
    }
}

/// The shared texts, gone on with in further records: between two texts where a text fits into one.
fn shared(out: &mut Vec<u8>, texts: &Texts, packed: bool) {
    let different = u32::try_from(texts.list.len()).unwrap_or(u32::MAX);
    let mut data: Vec<u8> = texts.used.to_le_bytes().into_iter().chain(different.to_le_bytes()).collect();
    let mut id = 0x00FC;
    for words in &texts.list {
        let whole = text(words, 2, packed);
        let (head, units) = whole.split_at_checked(3).unwrap_or((&whole, &[]));
        let wide = head.get(2).copied().unwrap_or(0);
        let together = if packed { head.len() } else { whole.len() };
        if data.len().saturating_add(together) > LONGEST {
            record(out, id, &data);
            (id, data) = (0x003C, Vec::new());
        }
        data.extend(head);
        for unit in units.chunks(if wide == 1 { 2 } else { 1 }) {
            if data.len().saturating_add(unit.len()) > LONGEST {
                record(out, id, &data);
                // What goes on says anew how wide its characters are.
                (id, data) = (0x003C, vec![wide]);
            }
            data.extend(unit);
        }
    }
    record(out, id, &data);
}

fn page(at: usize, sheet: &Sheet, odd: &Odd, texts: &mut Texts, looks: &mut Vec<NumberLook>) -> Result<Vec<u8>, WriteError> {
    let mut out = Vec::new();
    record(&mut out, 0x0809, &halves(&[0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 0, 6, 0]));
    let rows = sheet.rows.last_key_value().map_or(0, |(row, _)| *row);
    let columns = sheet.rows.values().filter_map(|cells| cells.last_key_value().map(|(column, _)| *column)).max().unwrap_or(0);
    if rows > 65_536 || columns > 256 {
        return Err(WriteError::Refused {
            sheet: sheet.name.clone(),
            why: "too many rows or columns for a workbook of the old kind".to_owned(),
        });
    }
    for (column, width) in sheet.columns.iter().filter_map(|(column, about)| Some((before(*column), about.width?))) {
        record(&mut out, 0x007D, &halves(&[column, column, half(width.saturating_mul(256)), GENERAL, 0, 0]));
    }
    let mut dimensions: Vec<u8> = 0_u32.to_le_bytes().into_iter().chain(rows.to_le_bytes()).collect();
    dimensions.extend(halves(&[0, half(columns), 0]));
    record(&mut out, 0x0200, &dimensions);
    for (row, cells) in &sheet.rows {
        let length = cells.last_key_value().map_or(0, |(column, _)| *column);
        let hidden = if sheet.hidden_rows.contains(row) { 0x0020 } else { 0 };
        record(&mut out, 0x0208, &halves(&[before(*row), 0, half(length), 0x0140, 0, 0, 0x0100 | hidden, GENERAL]));
    }
    for (row, cells) in &sheet.rows {
        for (column, cell) in cells {
            let look = format_of(&cell.look, looks);
            let place = halves(&[before(*row), before(*column), look]);
            let with = |rest: &[u8]| place.iter().copied().chain(rest.iter().copied()).collect::<Vec<u8>>();
            if odd.errors.contains(&(at, *row, *column)) {
                record(&mut out, 0x0205, &with(&[0x2A, 1]));
                continue;
            }
            if odd.uncalculated.contains(&(at, *row, *column)) {
                // 1+1, to be calculated on opening.
                let steps = [0x1E, 1, 0, 0x1E, 1, 0, 0x03];
                let head = [[0; 8].as_slice(), &[2, 0], &[0; 4], &[7, 0], &steps].concat();
                record(&mut out, 0x0006, &with(&head));
                continue;
            }
            match &cell.value {
                Value::Blank if look == GENERAL => {}
                Value::Blank => record(&mut out, 0x0201, &place),
                Value::Text(words) if words.is_empty() => record(&mut out, 0x0201, &place),
                Value::Text(words) => {
                    record(&mut out, 0x00FD, &with(&texts.number(words).to_le_bytes()));
                }
                Value::Bool(value) => record(&mut out, 0x0205, &with(&[u8::from(*value), 0])),
                Value::Number(decimal) => number(&mut out, &place, decimal, odd.packed),
                Value::Date(day) => number(&mut out, &place, &serial(*day, odd.from_1904).to_string(), odd.packed),
            }
        }
    }
    if !sheet.merged.is_empty() {
        let mut data = halves(&[u16::try_from(sheet.merged.len()).unwrap_or(0)]);
        for range in &sheet.merged {
            data.extend(halves(&[before(range.first_row), before(range.last_row), before(range.first_column), before(range.last_column)]));
        }
        record(&mut out, 0x00E5, &data);
    }
    record(&mut out, 0x023E, &halves(&[0x02B6, 0, 0, 0x0040, 0, 0, 0, 0, 0]));
    record(&mut out, 0x000A, &[]);
    Ok(out)
}

fn half(number: u32) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

/// Counted from 1 → counted from 0.
fn before(number: u32) -> u16 {
    half(number.saturating_sub(1))
}

fn format_of(look: &Look, looks: &mut Vec<NumberLook>) -> u16 {
    let built_in = match look.number {
        NumberLook::General => Some(0),
        NumberLook::Percent { places: 2 } => Some(1),
        NumberLook::Date => Some(2),
        _ => None,
    };
    if let Some(at) = built_in {
        return GENERAL.saturating_add(at);
    }
    let at = looks.iter().position(|known| *known == look.number).unwrap_or_else(|| {
        looks.push(look.number.clone());
        looks.len().saturating_sub(1)
    });
    GENERAL.saturating_add(u16::try_from(BUILT_IN.len().saturating_add(at)).unwrap_or(0))
}

/// Eight bytes; packed: a whole number in four.
fn number(out: &mut Vec<u8>, place: &[u8], decimal: &str, packed: bool) {
    let with = |rest: &[u8]| [place, rest].concat();
    match decimal.parse::<i32>() {
        Ok(whole) if packed && (-0x1FFF_FFFF..=0x1FFF_FFFF).contains(&whole) => {
            record(out, 0x027E, &with(&((whole << 2) | 2).to_le_bytes()))
        }
        _ => record(out, 0x0203, &with(&decimal.parse::<f64>().unwrap_or(f64::NAN).to_le_bytes())),
    }
}

fn serial(day: Date, from_1904: bool) -> i32 {
    let zero = if from_1904 { Date::constant(1904, 1, 1) } else { Date::constant(1899, 12, 30) };
    day.since(zero).map_or(0, |span| span.get_days())
}

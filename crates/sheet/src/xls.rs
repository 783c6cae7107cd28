//! Workbooks of 1995 to 2003 (`.xls`, `.et`), read from their records. The library that reads the newer ones reads these, too, but
//! does not tell hidden rows, percentages and formulas that were never calculated, and reserves what a hostile file asks for.

use std::collections::{BTreeMap, BTreeSet};

use crate::compound::Compound;
use crate::number_format::{NumberFormat, built_in_format, format_of_code, of_stored, text_of};
use crate::refused::{Damage, FileKind, MAX_CELLS, MAX_SHEETS, ReadError};
use crate::workbook::{Cell, CellValue, Merged, Row, Sheet, Workbook};
use crate::xls_records::{BROKEN, Biff, Record, Records, Texts, code_page, f64_at, u16_at, u32_at};
use crate::xlsx::MAX_TEXT;
use crate::xlsx_parts::MAX_MERGED;

/// A workbook in its container.
pub(crate) fn read(bytes: &[u8]) -> Result<Workbook, ReadError> {
    let container = match Compound::open(bytes) {
        Ok(container) => container,
        Err(error) => {
            // Damaged as well: the password comes first in mending it.
            let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
            let locked = bytes.windows(name.len()).any(|w| w == name);
            return Err(if locked { ReadError::PasswordProtected } else { error });
        }
    };
    if container.has("EncryptedPackage") {
        return Err(ReadError::PasswordProtected);
    }
    let stream = match container.stream("Workbook")? {
        Some(stream) => stream,
        None => match container.stream("Book")? {
            Some(stream) => stream,
            None if container.has("WordDocument") => return Err(ReadError::Unsupported(FileKind::WordDocument)),
            None => return Err(ReadError::Unsupported(FileKind::Unknown)),
        },
    };
    read_stream(&stream)
}

/// The records themselves.
pub(crate) fn read_stream(stream: &[u8]) -> Result<Workbook, ReadError> {
    let globals = globals(stream)?;
    let mut limits = Limits { cells: 0, text: 0, steps: stream.len().saturating_mul(2) };
    let mut workbook = Workbook::default();
    for bound in &globals.sheets {
        workbook.sheets.push(sheet(stream, &globals, bound, &mut limits)?);
    }
    Ok(workbook)
}

/// What the workbook says before its sheets begin.
struct Globals {
    texts: Texts,
    from_1904: bool,
    formats: Vec<NumberFormat>,
    shared: Vec<String>,
    sheets: Vec<Bound>,
}

struct Bound {
    at: usize,
    hidden: bool,
    name: String,
}

/// How much may still come.
struct Limits {
    cells: usize,
    text: usize,
    /// Bytes of records: sheets that begin within one another would otherwise be read over and over.
    steps: usize,
}

impl Limits {
    fn count(&mut self, value: &CellValue) -> Result<(), ReadError> {
        self.cells = self.cells.saturating_add(1);
        if let CellValue::Text(text) = value {
            self.text = self.text.saturating_add(text.len());
        }
        if self.cells > MAX_CELLS || self.text > MAX_TEXT { Err(ReadError::TooManyCells) } else { Ok(()) }
    }
}

fn globals(stream: &[u8]) -> Result<Globals, ReadError> {
    let mut records = Records::from(stream, 0).ok_or(BROKEN)?;
    let first = records.next().ok_or(BROKEN)??;
    let biff = match (first.id, u16_at(first.data, 0)) {
        (0x0809, Some(0x0600)) => Biff::Eight,
        (0x0809, Some(0x0500)) => Biff::Five,
        (0x0009 | 0x0209 | 0x0409, _) => return Err(ReadError::Unsupported(FileKind::OldWorkbook)),
        _ => return Err(BROKEN),
    };
    let mut found = Globals {
        texts: Texts { biff, page: code_page(936) },
        from_1904: false,
        formats: Vec::new(),
        shared: Vec::new(),
        sheets: Vec::new(),
    };
    let mut codes: BTreeMap<u16, NumberFormat> = BTreeMap::new();
    let mut used: Vec<u16> = Vec::new();
    for record in records {
        let record = record?;
        match record.id {
            // FILEPASS
            0x002F => return Err(ReadError::PasswordProtected),
            // CODEPAGE
            0x0042 if biff == Biff::Five => found.texts.page = code_page(u16_at(record.data, 0).unwrap_or(936)),
            // DATEMODE
            0x0022 => found.from_1904 = u16_at(record.data, 0) == Some(1),
            // FORMAT
            0x041E => {
                let length_bytes = if biff == Biff::Eight { 2 } else { 1 };
                let code = record.data.get(2..).and_then(|rest| found.texts.text(&[rest], length_bytes));
                if let (Some(id), Some(code)) = (u16_at(record.data, 0), code) {
                    codes.insert(id, format_of_code(&code));
                }
            }
            // XF
            0x00E0 => used.push(u16_at(record.data, 2).unwrap_or(0)),
            // BOUNDSHEET: of the kinds (worksheet, macros, chart, …) the first alone.
            0x0085 => {
                let at = u32_at(record.data, 0).and_then(|at| usize::try_from(at).ok()).ok_or(BROKEN)?;
                let (Some(state), Some(kind)) = (record.data.get(4), record.data.get(5)) else { return Err(BROKEN) };
                let name = record.data.get(6..).and_then(|rest| found.texts.text(&[rest], 1)).ok_or(BROKEN)?;
                if found.sheets.len() >= MAX_SHEETS {
                    return Err(ReadError::Damaged(Damage::Sheets));
                }
                if *kind == 0 {
                    found.sheets.push(Bound { at, hidden: state & 0x03 != 0, name });
                }
            }
            // SST
            0x00FC => found.shared = Texts::shared(&record),
            // EOF
            0x000A => break,
            _ => {}
        }
    }
    found.formats = used.into_iter().map(|id| codes.get(&id).copied().unwrap_or_else(|| built_in_format(u32::from(id)))).collect();
    Ok(found)
}

/// Cells of one sheet while its records are read.
struct Reading<'a> {
    globals: &'a Globals,
    rows: BTreeMap<u32, BTreeMap<u32, CellValue>>,
    hidden: BTreeSet<u32>,
    merged: Vec<Merged>,
    /// Where the text that follows is the result of a formula.
    awaited: Option<(u32, u32)>,
}

fn sheet(stream: &[u8], globals: &Globals, bound: &Bound, limits: &mut Limits) -> Result<Sheet, ReadError> {
    let mut reading = Reading { globals, rows: BTreeMap::new(), hidden: BTreeSet::new(), merged: Vec::new(), awaited: None };
    let mut depth = 0_usize;
    for record in Records::from(stream, bound.at).ok_or(BROKEN)? {
        let record = record?;
        limits.steps = limits.steps.checked_sub(record.data.len().saturating_add(4)).ok_or(BROKEN)?;
        match record.id {
            // BOF, also of a chart within the sheet; EOF.
            0x0809 => depth = depth.saturating_add(1),
            0x000A if depth <= 1 => break,
            0x000A => depth = depth.saturating_sub(1),
            _ if depth == 1 => reading.record(&record, limits)?,
            _ if depth == 0 => return Err(BROKEN),
            _ => {}
        }
    }
    reading.merged.sort_unstable();
    let Reading { rows, hidden, merged, .. } = reading;
    let row = |(number, cells): (u32, BTreeMap<u32, CellValue>)| Row {
        number,
        hidden: hidden.contains(&number),
        cells: cells.into_iter().map(|(column, value)| Cell { column, value }).collect(),
    };
    Ok(Sheet { name: Some(bound.name.clone()), hidden: bound.hidden, rows: rows.into_iter().map(row).collect(), merged })
}

impl Reading<'_> {
    fn record(&mut self, record: &Record<'_>, limits: &mut Limits) -> Result<(), ReadError> {
        let data = record.data;
        match record.id {
            // ROW
            0x0208 => {
                if let (Some(row), Some(flags)) = (u16_at(data, 0), u16_at(data, 12))
                    && flags & 0x20 != 0
                {
                    self.hidden.insert(u32::from(row).saturating_add(1));
                }
            }
            // NUMBER
            0x0203 => {
                let number = f64_at(data, 6).ok_or(BROKEN)?;
                self.number(data, number, limits)?;
            }
            // RK
            0x027E => {
                let number = u32_at(data, 6).map(packed).ok_or(BROKEN)?;
                self.number(data, number, limits)?;
            }
            // MULRK
            0x00BD => self.several(data, limits)?,
            // LABELSST
            0x00FD => {
                let at = u32_at(data, 6).and_then(|at| usize::try_from(at).ok()).ok_or(BROKEN)?;
                // A text that is not there was lost: that is no blank cell.
                let text = self.globals.shared.get(at).ok_or(BROKEN)?;
                let value = text_of(text);
                self.put(data, value, limits)?;
            }
            // LABEL, RSTRING
            0x0204 | 0x00D6 => {
                let text = self.text(record, 6)?;
                self.put(data, text_of(&text), limits)?;
            }
            // BOOLERR
            0x0205 => {
                let (Some(value), Some(is_error)) = (data.get(6), data.get(7)) else { return Err(BROKEN) };
                let value = if *is_error != 0 { error_of(*value) } else { CellValue::Bool(*value != 0) };
                self.put(data, Some(value), limits)?;
            }
            // FORMULA
            0x0006 => self.formula(data, limits)?,
            // STRING: the text that a formula gave.
            0x0207 => {
                if let Some((row, column)) = self.awaited.take() {
                    let text = self.text(record, 0)?;
                    self.insert(row, column, text_of(&text), limits)?;
                }
            }
            // MERGEDCELLS
            0x00E5 => {
                for range in data.get(2..).unwrap_or_default().chunks_exact(8) {
                    let one = |at: usize| u16_at(range, at).map_or(0, |n| u32::from(n).saturating_add(1));
                    self.merged.push(Merged { first_row: one(0), last_row: one(2), first_column: one(4), last_column: one(6) });
                }
                if self.merged.len() > MAX_MERGED {
                    return Err(ReadError::Damaged(crate::refused::Damage::MergedRanges));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&self, record: &Record<'_>, from: usize) -> Result<String, ReadError> {
        let rest = record.data.get(from..).ok_or(BROKEN)?;
        let parts: Vec<&[u8]> = std::iter::once(rest).chain(record.more.iter().copied()).collect();
        self.globals.texts.text(&parts, 2).ok_or(BROKEN)
    }

    fn format(&self, at: Option<u16>) -> NumberFormat {
        at.and_then(|at| self.globals.formats.get(usize::from(at))).copied().unwrap_or_default()
    }

    fn number(&mut self, data: &[u8], number: f64, limits: &mut Limits) -> Result<(), ReadError> {
        let value = of_stored(number, self.format(u16_at(data, 4)), self.globals.from_1904);
        self.put(data, Some(value), limits)
    }

    fn several(&mut self, data: &[u8], limits: &mut Limits) -> Result<(), ReadError> {
        let (Some(row), Some(first)) = (u16_at(data, 0), u16_at(data, 2)) else { return Err(BROKEN) };
        let numbers = data.get(4..data.len().saturating_sub(2)).unwrap_or_default();
        for (at, one) in numbers.chunks_exact(6).enumerate() {
            let number = u32_at(one, 2).map(packed).ok_or(BROKEN)?;
            let value = of_stored(number, self.format(u16_at(one, 0)), self.globals.from_1904);
            let column = u32::from(first).saturating_add(u32::try_from(at).unwrap_or(u32::MAX)).saturating_add(1);
            self.insert(u32::from(row).saturating_add(1), column, Some(value), limits)?;
        }
        Ok(())
    }

    fn formula(&mut self, data: &[u8], limits: &mut Limits) -> Result<(), ReadError> {
        /// "Calculate on opening": what stands there was never calculated, or is out of date.
        const ON_OPENING: u16 = 0x0002;
        let (Some(result), Some(flags)) = (data.get(6..14), u16_at(data, 14)) else { return Err(BROKEN) };
        let number = f64_at(result, 0).ok_or(BROKEN)?;
        let special = u16_at(result, 6) == Some(0xFFFF);
        let kind = result.first().copied().filter(|_| special);
        let given = result.get(2).copied().unwrap_or(0);
        let value = match kind {
            _ if flags & ON_OPENING != 0 => Some(CellValue::FormulaWithoutValue),
            None => Some(of_stored(number, self.format(u16_at(data, 4)), self.globals.from_1904)),
            Some(0) => {
                self.awaited = place(data);
                return Ok(());
            }
            Some(1) => Some(CellValue::Bool(given != 0)),
            Some(2) => Some(error_of(given)),
            // An empty text. From arithmetic none can come: such a formula was never calculated.
            Some(3) if gives_number(steps_of(data)) => Some(CellValue::FormulaWithoutValue),
            Some(_) => None,
        };
        self.put(data, value, limits)
    }

    fn put(&mut self, data: &[u8], value: Option<CellValue>, limits: &mut Limits) -> Result<(), ReadError> {
        let (row, column) = place(data).ok_or(BROKEN)?;
        self.insert(row, column, value, limits)
    }

    fn insert(&mut self, row: u32, column: u32, value: Option<CellValue>, limits: &mut Limits) -> Result<(), ReadError> {
        let Some(value) = value else { return Ok(()) };
        limits.count(&value)?;
        self.rows.entry(row).or_default().insert(column, value);
        Ok(())
    }
}

fn place(data: &[u8]) -> Option<(u32, u32)> {
    Some((u32::from(u16_at(data, 0)?).saturating_add(1), u32::from(u16_at(data, 2)?).saturating_add(1)))
}

/// A number in four bytes: a whole number or the upper half of a stored one, either of them perhaps a hundredfold.
#[expect(clippy::float_arithmetic, reason = "the format says: the stored number divided by 100, as a stored number")]
fn packed(word: u32) -> f64 {
    let number = if word & 0x02 != 0 {
        // The sign goes along.
        f64::from(word.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(word & 0xFFFF_FFFC) << 32)
    };
    if word & 0x01 != 0 { number / 100.0 } else { number }
}

/// The steps of a formula, as they are carried out.
fn steps_of(data: &[u8]) -> &[u8] {
    let length = u16_at(data, 20).map_or(0, usize::from);
    data.get(22..length.saturating_add(22)).unwrap_or_default()
}

fn error_of(code: u8) -> CellValue {
    let text = match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    };
    CellValue::Error(text.to_owned())
}

/// True for a formula whose last step is arithmetic or a sum and its kin. The steps are walked from the first, for only so is it
/// known where the last begins; at one that is not known here nothing is said.
fn gives_number(steps: &[u8]) -> bool {
    /// COUNT, SUM, AVERAGE, MIN, MAX, ROUND, of those with a variable number of arguments and of the others.
    const NUMERIC: [u16; 6] = [0, 4, 5, 6, 7, 27];
    let mut rest = steps;
    let mut last = false;
    while let Some(step) = rest.first().copied() {
        // Beyond 0x40 the upper bits say how the value is passed on.
        let base = if step >= 0x40 { (step & 0x1F) | 0x20 } else { step };
        let (length, numeric) = match base {
            0x03..=0x07 | 0x12..=0x14 => (1, true),
            0x08..=0x11 | 0x16 => (1, false),
            0x15 => (1, last),
            0x17 => {
                let wide = rest.get(2).is_some_and(|flags| flags & 1 != 0);
                let count = usize::from(rest.get(1).copied().unwrap_or(0));
                (3_usize.saturating_add(if wide { count.saturating_mul(2) } else { count }), false)
            }
            // A sum of one range has a step of its own; a list of choices is not walked.
            0x19 => match rest.get(1).copied().unwrap_or(0) {
                attribute if attribute & 0x04 != 0 => return false,
                attribute => (4, if attribute & 0x10 != 0 { true } else { last }),
            },
            0x1C | 0x1D => (2, false),
            0x1E => (3, true),
            0x1F => (9, true),
            0x21 => (3, u16_at(rest, 1).is_some_and(|f| NUMERIC.contains(&f))),
            0x22 => (4, u16_at(rest, 2).is_some_and(|f| NUMERIC.contains(&f))),
            0x23 | 0x24 | 0x2C => (5, false),
            0x25 | 0x2D => (9, false),
            0x3A => (7, false),
            0x3B => (11, false),
            _ => return false,
        };
        last = numeric;
        match rest.get(length..) {
            Some(after) => rest = after,
            None => return false,
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers() {
        for (word, number) in [(0x3FF0_0000, "1"), (0x0000_0006, "1"), (0x0000_0007, "0.01"), (0xFFFF_FFFA, "-2"), (0x0000_C0E7, "123.45")]
        {
            assert_eq!(crate::decimal::shortest(packed(word)).unwrap(), number, "{word:x}");
        }
    }

    #[test]
    fn what_arithmetic_gives_is_a_number() {
        // B1+1; SUM(A1:A2); ="" ; IF(…,"","").
        assert!(gives_number(&[0x44, 0, 0, 1, 0, 0x1E, 1, 0, 0x03]));
        assert!(gives_number(&[0x25, 0, 0, 1, 0, 0, 0, 0, 0, 0x19, 0x10, 0, 0]));
        assert!(!gives_number(&[0x17, 0, 0]));
        assert!(!gives_number(&[0x44, 0, 0, 1, 0, 0x17, 0, 0, 0x42, 2, 1, 0]));
        assert!(!gives_number(&[]));
    }
}

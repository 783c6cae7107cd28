//! OpenDocument spreadsheets (`.ods`), read from their own text. The library that reads other workbooks reads these, too, but does
//! not tell hidden rows, percentages, months, errors and formulas that were never calculated.
//!
//! A cell or a row may stand for very many alike: what is blank is passed over, what is not is counted before it is spread out.

use std::collections::BTreeMap;

use jiff::civil::Date;
use quick_xml::events::{BytesStart, Event};

use crate::archive::{Archive, attribute, part_text, walk};
use crate::decimal::shortest;
use crate::number_format::{NumberFormat, text_of};
use crate::refused::{Damage, FileKind, MAX_CELLS, MAX_SHEETS, ReadError};
use crate::workbook::{Cell, CellValue, Merged, Row, Sheet, Workbook};
use crate::xlsx::MAX_TEXT;
use crate::xlsx_parts::MAX_MERGED;

const BROKEN: ReadError = ReadError::Damaged(Damage::Content);
/// The last row and column that any program of this kind writes to.
const LAST: u32 = 1_048_576;
/// Columns with a style of their own, as runs of columns.
const MAX_RUNS: usize = 20_000;

pub(crate) fn read(archive: &mut Archive<'_>) -> Result<Workbook, ReadError> {
    if part_text(archive, "META-INF/manifest.xml")?.is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(ReadError::PasswordProtected);
    }
    let kind = part_text(archive, "mimetype")?.unwrap_or_default();
    match kind.trim().strip_prefix("application/vnd.oasis.opendocument.") {
        Some(rest) if rest.starts_with("spreadsheet") => {}
        Some(rest) if rest.starts_with("text") => return Err(ReadError::Unsupported(FileKind::WordDocument)),
        _ => return Err(ReadError::Unsupported(FileKind::Archive)),
    }
    let mut looks = Looks::default();
    if let Some(styles) = part_text(archive, "styles.xml")? {
        looks.read(&styles)?;
    }
    let content = part_text(archive, "content.xml")?.ok_or(BROKEN)?;
    looks.read(&content)?;
    let mut reading = Reading { looks: &looks, sheets: Vec::new(), at: At::default(), cells: 0, text: 0 };
    walk(&content, |event| reading.event(event))?;
    Ok(Workbook { sheets: reading.sheets })
}

/// What styles say of numbers and of sheets.
#[derive(Default)]
struct Looks {
    /// By the name of a number's style.
    numbers: BTreeMap<String, NumberFormat>,
    /// Cell style → number's style, and the style it stands on.
    cells: BTreeMap<String, (Option<String>, Option<String>)>,
    hidden_sheets: BTreeMap<String, bool>,
}

impl Looks {
    fn read(&mut self, xml: &str) -> Result<(), ReadError> {
        let mut number: Option<(String, String)> = None;
        let mut sheet: Option<String> = None;
        walk(xml, |event| {
            match event {
                Event::Start(e) => match e.local_name().as_ref() {
                    "percentage-style" => {
                        if let Some(name) = attribute(e, "name") {
                            self.numbers.insert(name, NumberFormat::Percent);
                        }
                    }
                    "date-style" => number = attribute(e, "name").map(|name| (name, String::new())),
                    part @ ("year" | "month" | "day" | "day-of-week" | "week-of-year") => {
                        if let Some((_, parts)) = &mut number {
                            parts.push_str(part);
                            parts.push(' ');
                        }
                    }
                    "style" => match (attribute(e, "family").as_deref(), attribute(e, "name")) {
                        (Some("table-cell"), Some(name)) => {
                            self.cells.insert(name, (attribute(e, "data-style-name"), attribute(e, "parent-style-name")));
                        }
                        (Some("table"), name) => sheet = name,
                        _ => {}
                    },
                    "table-properties" => {
                        if let Some(name) = sheet.take()
                            && attribute(e, "display").as_deref() == Some("false")
                        {
                            self.hidden_sheets.insert(name, true);
                        }
                    }
                    _ => {}
                },
                Event::End(e) if e.local_name().as_ref() == "date-style" => {
                    if let Some((name, parts)) = number.take() {
                        let has = |part: &str| parts.split(' ').any(|p| p == part);
                        let is_month = has("year") && has("month") && !has("day");
                        self.numbers.insert(name, if is_month { NumberFormat::Month } else { NumberFormat::Date });
                    }
                }
                _ => {}
            }
            Ok(())
        })
    }

    /// How a cell of this style shows its number.
    fn of(&self, style: Option<&str>) -> NumberFormat {
        let mut next = style;
        // A style may stand on another; hostile ones on themselves.
        for _ in 0..8 {
            let Some((number, below)) = next.and_then(|name| self.cells.get(name)) else { break };
            if let Some(number) = number {
                return self.numbers.get(number).copied().unwrap_or_default();
            }
            next = below.as_deref();
        }
        NumberFormat::Plain
    }
}

/// Where the reading is.
#[derive(Default)]
struct At {
    in_sheet: bool,
    row: u32,
    row_repeats: u32,
    row_hidden: bool,
    row_style: Option<String>,
    column: u32,
    /// Runs of columns with the style of their cells, in order: first, last, style.
    columns: Vec<(u32, u32, String)>,
    next_column: u32,
    cell: Option<CellIn>,
    /// Elements whose content is none of the cell: remarks, pictures, tables within, changes that were taken back.
    aside: usize,
}

/// A cell while its text is read.
#[derive(Default)]
struct CellIn {
    repeats: u32,
    kind: Option<String>,
    value: Option<String>,
    error: bool,
    formula: bool,
    style: Option<String>,
    spanned: (u32, u32),
    text: String,
    paragraphs: usize,
    in_paragraph: usize,
}

struct Reading<'a> {
    looks: &'a Looks,
    sheets: Vec<Sheet>,
    at: At,
    cells: usize,
    text: usize,
}

fn count(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name).and_then(|n| n.parse().ok()).unwrap_or(1).max(1)
}

impl Reading<'_> {
    fn event(&mut self, event: &Event<'_>) -> Result<(), ReadError> {
        match event {
            Event::Start(e) => self.start(e),
            Event::End(e) => self.end(e.local_name().as_ref()),
            Event::Text(text) => {
                self.say(text);
                Ok(())
            }
            Event::CData(text) => {
                self.say(text);
                Ok(())
            }
            Event::GeneralRef(reference) => {
                let name: &str = reference;
                if let Ok(text) = quick_xml::escape::unescape(&format!("&{name};")) {
                    self.say(&text);
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn say(&mut self, text: &str) {
        if self.at.aside == 0
            && let Some(cell) = &mut self.at.cell
            && cell.in_paragraph > 0
        {
            cell.text.push_str(text);
        }
    }

    fn start(&mut self, e: &BytesStart<'_>) -> Result<(), ReadError> {
        let name = e.local_name();
        let name: &str = name.as_ref();
        if self.at.aside > 0 {
            self.at.aside = self.at.aside.saturating_add(1);
            return Ok(());
        }
        if let Some(cell) = &mut self.at.cell {
            match name {
                "p" | "h" if cell.in_paragraph == 0 => {
                    if cell.paragraphs > 0 {
                        cell.text.push('\n');
                    }
                    cell.paragraphs = cell.paragraphs.saturating_add(1);
                    cell.in_paragraph = 1;
                }
                "s" if cell.in_paragraph > 0 => {
                    let spaces = count(e, "c").min(1000);
                    cell.text.extend((0..spaces).map(|_| ' '));
                    cell.in_paragraph = cell.in_paragraph.saturating_add(1);
                }
                "tab" | "line-break" if cell.in_paragraph > 0 => {
                    cell.text.push(if name == "tab" { '\t' } else { '\n' });
                    cell.in_paragraph = cell.in_paragraph.saturating_add(1);
                }
                "annotation" | "frame" | "custom-shape" | "ruby-text" => self.at.aside = 1,
                _ if cell.in_paragraph > 0 => cell.in_paragraph = cell.in_paragraph.saturating_add(1),
                _ => self.at.aside = 1,
            }
            return Ok(());
        }
        match name {
            "tracked-changes" | "dde-links" | "shapes" | "forms" => self.at.aside = 1,
            "table" if !self.at.in_sheet => {
                let hidden = attribute(e, "style-name").is_some_and(|style| self.looks.hidden_sheets.contains_key(&style));
                if self.sheets.len() >= MAX_SHEETS {
                    return Err(ReadError::Damaged(Damage::Sheets));
                }
                self.at = At { in_sheet: true, row_repeats: 1, next_column: 1, ..At::default() };
                self.sheets.push(Sheet { name: Some(attribute(e, "name").unwrap_or_default()), hidden, ..Sheet::default() });
            }
            "table-column" if self.at.in_sheet => {
                let last = self.at.next_column.saturating_add(count(e, "number-columns-repeated")).saturating_sub(1);
                if let Some(style) = attribute(e, "default-cell-style-name")
                    && self.at.columns.len() < MAX_RUNS
                {
                    self.at.columns.push((self.at.next_column, last, style));
                }
                self.at.next_column = last.saturating_add(1);
            }
            "table-row" if self.at.in_sheet => {
                self.at.row = self.at.row.saturating_add(self.at.row_repeats);
                if self.at.row == 0 {
                    self.at.row = 1;
                }
                self.at.row_repeats = count(e, "number-rows-repeated");
                self.at.row_hidden = attribute(e, "visibility").is_some_and(|v| v != "visible");
                self.at.row_style = attribute(e, "default-cell-style-name");
                self.at.column = 1;
            }
            "table-cell" | "covered-table-cell" if self.at.in_sheet && self.at.row > 0 => {
                let text = |name: &str| attribute(e, name);
                let value = text("value").or_else(|| text("date-value")).or_else(|| text("boolean-value")).or_else(|| text("string-value"));
                // A plain text has no value but its own; `value-type` of another vocabulary names errors.
                let kinds: Vec<String> = e
                    .attributes()
                    .with_checks(false)
                    .flatten()
                    .filter(|a| a.key.local_name().as_ref() == "value-type")
                    .map(|a| a.value.into_owned())
                    .collect();
                self.at.cell = Some(CellIn {
                    repeats: count(e, "number-columns-repeated"),
                    error: kinds.iter().any(|k| k == "error"),
                    kind: kinds.into_iter().find(|k| k != "error"),
                    value,
                    formula: text("formula").is_some(),
                    style: text("style-name"),
                    spanned: (count(e, "number-rows-spanned"), count(e, "number-columns-spanned")),
                    ..CellIn::default()
                });
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), ReadError> {
        if self.at.aside > 0 {
            self.at.aside = self.at.aside.saturating_sub(1);
            return Ok(());
        }
        if let Some(cell) = &mut self.at.cell {
            if cell.in_paragraph > 0 {
                cell.in_paragraph = cell.in_paragraph.saturating_sub(1);
                return Ok(());
            }
            if let Some(cell) = self.at.cell.take() {
                self.cell(cell)?;
            }
            return Ok(());
        }
        if name == "table" {
            self.at.in_sheet = false;
            if let Some(sheet) = self.sheets.last_mut() {
                sheet.merged.sort_unstable();
            }
        }
        Ok(())
    }

    fn cell(&mut self, cell: CellIn) -> Result<(), ReadError> {
        let (row, first) = (self.at.row, self.at.column);
        self.at.column = first.saturating_add(cell.repeats);
        let last = self.at.column.saturating_sub(1);
        let (down, across) = cell.spanned;
        let Some(sheet) = self.sheets.last_mut() else { return Err(BROKEN) };
        if (down > 1 || across > 1) && row <= LAST && first <= LAST {
            if sheet.merged.len() >= MAX_MERGED {
                return Err(ReadError::Damaged(Damage::MergedRanges));
            }
            sheet.merged.push(Merged {
                first_row: row,
                first_column: first,
                last_row: row.saturating_add(down).saturating_sub(1).min(LAST),
                last_column: first.saturating_add(across).saturating_sub(1).min(LAST),
            });
        }
        let of_column = || {
            let run = self.at.columns.get(self.at.columns.partition_point(|(_, to, _)| *to < first));
            run.filter(|(from, _, _)| *from <= first).map(|(_, _, style)| style.as_str())
        };
        let style = cell.style.as_deref().or(self.at.row_style.as_deref()).or_else(of_column);
        let Some(value) = value_of(&cell, self.looks.of(style)) else { return Ok(()) };
        let many = u64::from(cell.repeats).saturating_mul(u64::from(self.at.row_repeats));
        let many = usize::try_from(many).unwrap_or(usize::MAX);
        self.cells = self.cells.saturating_add(many);
        if let CellValue::Text(text) = &value {
            self.text = self.text.saturating_add(text.len().saturating_mul(many));
        }
        if self.cells > MAX_CELLS || self.text > MAX_TEXT {
            return Err(ReadError::TooManyCells);
        }
        let end = row.saturating_add(self.at.row_repeats).saturating_sub(1);
        if end > LAST || last > LAST {
            return Err(BROKEN);
        }
        for number in row..=end {
            // The rows of this element come in order, and those of one before it all stand above.
            let at = sheet.rows.partition_point(|r| r.number < number);
            if sheet.rows.get(at).is_none_or(|r| r.number != number) {
                sheet.rows.insert(at, Row { number, hidden: self.at.row_hidden, cells: Vec::new() });
            }
            if let Some(found) = sheet.rows.get_mut(at) {
                found.cells.extend((first..=last).map(|column| Cell { column, value: value.clone() }));
            }
        }
        Ok(())
    }
}

/// `None`: the cell is blank.
fn value_of(cell: &CellIn, format: NumberFormat) -> Option<CellValue> {
    let shown = cell.text.trim();
    if cell.error || (cell.formula && is_error(shown)) {
        return Some(CellValue::Error(if shown.is_empty() { "#N/A".to_owned() } else { shown.to_owned() }));
    }
    let stored = cell.value.as_deref();
    let Some(kind) = cell.kind.as_deref() else {
        return if cell.formula && shown.is_empty() { Some(CellValue::FormulaWithoutValue) } else { text_of(&cell.text) };
    };
    match (kind, stored) {
        ("string" | "time", None) => text_of(&cell.text),
        ("string" | "time", Some(text)) => text_of(if cell.paragraphs > 0 { &cell.text } else { text }),
        (_, None) if cell.formula => Some(CellValue::FormulaWithoutValue),
        (_, None) => text_of(&cell.text),
        ("boolean", Some(value)) => Some(CellValue::Bool(value == "true")),
        ("date", Some(value)) => Some(match value.split('T').next().and_then(|day| day.parse::<Date>().ok()) {
            Some(day) if format == NumberFormat::Month => CellValue::Month(day.first_of_month()),
            Some(day) => CellValue::Date(day),
            None => CellValue::Error(value.to_owned()),
        }),
        ("percentage", Some(value)) => Some(number(value, true)),
        (_, Some(value)) => Some(number(value, format == NumberFormat::Percent)),
    }
}

fn number(text: &str, percent: bool) -> CellValue {
    match text.trim().parse::<f64>().ok().and_then(shortest) {
        Some(decimal) => CellValue::Number { decimal, percent },
        None => CellValue::Error(text.to_owned()),
    }
}

/// What a formula shows that cannot be calculated.
fn is_error(text: &str) -> bool {
    let named = ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"];
    named.contains(&text) || text.strip_prefix("Err:").is_some_and(|code| !code.is_empty() && code.bytes().all(|b| b.is_ascii_digit()))
}

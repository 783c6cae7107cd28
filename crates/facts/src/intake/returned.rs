//! The rows with problems, given back: the user's own cells as they stood, under their own titles and headings, with one more column
//! that says what is wrong and what to do.
//!
//! In: what intake was given, and the problems that came of it. Out: the description of a workbook that intake reads again. Uncorrected
//! it gives the same problems; corrected, the facts the rows were meant to be. Numbers of identity documents are masked here, too.
//! Deliberately absent: rows without problems, bytes.

mod list;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use quanheng_sheet::out::{self, Book, Colour, Look, NumberLook, Print, lines_of, sheet_name, width_of};
use quanheng_sheet::{CellValue, Merged, Row as SheetRow};

use super::page::{Page, shown};
use super::table_found::{self, ENTERED_BY, FoundTable, KNOWN_ON, SOURCE, Target};
use super::{Input, confirmations, judgements, row, settings, stated_year};
use crate::problem::{Language, Place, Problem, Severity};
use crate::problems::cell_beyond_headings;
use crate::schema::KeyType;

/// The heading of the column that says what is wrong; it is read as nothing.
pub(crate) const HEADING: &str = "错误说明";
/// Longer texts are cut: no cell holds more than 32,767 characters, and nobody reads as many.
const LONGEST: usize = 4000;

const MADE_ON: Date = Date::constant(2000, 1, 1);
const BAD: Colour = Colour(0x00FF_E699);
const SAID: Colour = Colour(0x00C0_0000);
const SAID_WIDTH: u32 = 70;
/// In points: one line, and the highest a row may be.
const LINE: u32 = 16;
const HIGHEST: u32 = 400;
/// So many rows of one sheet are given back; more are corrected at their source.
const MOST_ROWS: usize = 50_000;
/// The longest name of a sheet.
const LONGEST_SHEET_NAME: usize = 31;

/// What is given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returned {
    pub book: Book,
    /// Rows of data in it.
    pub rows: usize,
    /// Sheets of data in it; the list of problems is none.
    pub sheets: usize,
}

/// Gives back what has problems; `None` where nothing has.
#[must_use]
pub fn returned(input: &Input<'_>, problems: &[Problem], language: Language) -> Option<Returned> {
    let wrong: Vec<&Problem> = problems.iter().filter(|p| p.severity == Severity::Error).collect();
    if wrong.is_empty() {
        return None;
    }
    let mut sheets = vec![list::sheet(problems, language)];
    let mut taken: BTreeSet<String> = sheets.iter().map(|s| s.name.clone()).collect();
    let mut rows = 0_usize;
    // A mask that is sent in again means whom the number meant.
    let hidden = super::masked::hidden(input.files);
    let mut files: Vec<&super::FactFile> = hidden.as_deref().unwrap_or(input.files).iter().collect();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    for file in files {
        let filled = file.workbook.sheets.iter().filter(|s| !s.rows.is_empty()).count();
        for sheet in &file.workbook.sheets {
            let mut page = Page::new(&file.name, sheet, filled == 1);
            page.known_on = file.known_on;
            page.source = file.source.as_deref().map(Into::into);
            page.entered_by = file.entered_by.as_deref().map(Into::into);
            let of_page = OfPage::new(&page, &wrong);
            if of_page.is_empty() {
                continue;
            }
            let found = table_found::find(&page, input.schema).and_then(Result::ok);
            let back = Back { input, page: &page, found: found.as_ref(), of_page: &of_page, language };
            let (mut made, count) = back.sheet();
            made.name = sheet_name(&back.name(), &taken);
            taken.insert(made.name.clone());
            sheets.push(made);
            rows = rows.saturating_add(count);
        }
    }
    // A file may be called by such a number.
    for cell in sheets.iter_mut().flat_map(|sheet| sheet.rows.values_mut()).flat_map(BTreeMap::values_mut) {
        if let out::Value::Text(text) = &mut cell.value {
            *text = super::masked(text).into_owned();
        }
    }
    let count = sheets.len().saturating_sub(1);
    Some(Returned { book: Book { title: "有问题的行".to_owned(), made_on: MADE_ON, sheets }, rows, sheets: count })
}

/// The problems of one sheet.
#[derive(Default)]
struct OfPage<'p> {
    by_row: BTreeMap<u32, Vec<&'p Problem>>,
    /// Of the sheet as a whole.
    whole: Vec<&'p Problem>,
}

impl<'p> OfPage<'p> {
    fn new(page: &Page<'_>, wrong: &[&'p Problem]) -> OfPage<'p> {
        let here = page.place();
        let row_of = |place: &Place| match (place, &here) {
            (Place::Cell { file, sheet, row, .. }, Place::Cell { file: this, sheet: that, .. }) => {
                (file == this && sheet == that).then_some(*row)
            }
            _ => None,
        };
        let mut found = OfPage::default();
        for problem in wrong.iter().copied() {
            // Where two rows do not agree, either of them may be the wrong one.
            let related = problem.related.iter().map(|(place, _)| place);
            let mut seen: BTreeSet<Option<u32>> = BTreeSet::new();
            for place in std::iter::once(&problem.place).chain(related) {
                match row_of(place) {
                    Some(row) if !seen.insert(row) => {}
                    Some(Some(row)) => found.by_row.entry(row).or_default().push(problem),
                    Some(None) => found.whole.push(problem),
                    None => {}
                }
            }
        }
        found
    }

    fn is_empty(&self) -> bool {
        self.by_row.is_empty() && self.whole.is_empty()
    }
}

/// One sheet about to be given back.
struct Back<'a> {
    input: &'a Input<'a>,
    page: &'a Page<'a>,
    found: Option<&'a FoundTable>,
    of_page: &'a OfPage<'a>,
    language: Language,
}

impl Back<'_> {
    /// A name by which the sheet is known again, with the year where only the file's name states it.
    fn name(&self) -> String {
        let own = self.page.shown_name();
        let Some(found) = self.found else { return own.to_owned() };
        let (target, dated) = match found.target {
            Target::Table(id) => match self.input.schema.table(id) {
                Some(table) => {
                    let year = table.keys.iter().position(|k| k.ty == KeyType::Year);
                    (table.name.as_str(), year.is_some_and(|at| found.layout.column(at).is_none()))
                }
                None => (own, false),
            },
            Target::Confirmations => (confirmations::TABLE, false),
            Target::Judgements => (judgements::TABLE, false),
            Target::Settings => (settings::TABLE, false),
            Target::Units => (super::entities_read::TABLE, false),
        };
        let known = table_found::is_named(own, self.input.schema) && own.encode_utf16().count() <= LONGEST_SHEET_NAME;
        let name = if known { own } else { target };
        let of_file =
            stated_year(self.page, found.layout.first_row).ok().filter(|(_, words)| words == self.page.file_stem() && words != own);
        match of_file {
            Some((year, _)) if dated => format!("{year}年{name}"),
            _ => name.to_owned(),
        }
    }

    fn first_data_row(&self) -> u32 {
        self.found.map_or(1, |found| found.layout.first_data_row)
    }

    /// The rows to be given back: those with problems, or all where the sheet or its headings have one.
    fn rows(&self) -> Vec<&SheetRow> {
        let first = self.first_data_row();
        let all = !self.of_page.whole.is_empty() || self.found.is_none() || self.of_page.by_row.keys().any(|row| *row < first);
        let rows = self.page.sheet.rows.iter().filter(|r| r.number >= first);
        rows.filter(|r| all || self.of_page.by_row.contains_key(&r.number)).collect()
    }

    fn sheet(&self) -> (out::Sheet, usize) {
        let first = self.first_data_row();
        let mut sheet = out::Sheet { frozen_rows: first.saturating_sub(1), ..out::Sheet::default() };
        let mut rows = self.rows();
        let left_out = rows.len().saturating_sub(MOST_ROWS);
        rows.truncate(MOST_ROWS);
        for row in self.page.sheet.rows.iter().filter(|r| r.number < first) {
            for cell in &row.cells {
                sheet.put(row.number, cell.column, value(&cell.value), look(&cell.value, self.found.is_some()));
            }
        }
        sheet.merged = self.page.sheet.merged.iter().filter(|m| m.last_row < first).copied().collect();
        let last = rows.iter().flat_map(|r| r.cells.last()).map(|c| c.column);
        let last = last
            .chain(self.found.map(|f| f.layout.last_heading))
            .chain(sheet.rows.values().filter_map(|cells| cells.keys().last().copied()));
        let last = last.max().unwrap_or(1);
        let beside = self.beside(last);
        let said_at = last.saturating_add(u32::try_from(beside.len()).unwrap_or(0)).saturating_add(1);
        // Where no headings were found, the first row is as near to them as anything.
        let heading_row = if self.found.is_some() { first.saturating_sub(1) } else { 1 };
        let heading = Look { bold: true, border: true, wrap: true, ..Look::default() };
        for (column, (name, _, _)) in (last.saturating_add(1)..).zip(&beside) {
            sheet.text(heading_row, column, *name, &heading);
        }
        let mut next = first;
        for row in &rows {
            self.row(&mut sheet, next, row);
            for (column, (_, text, own)) in (last.saturating_add(1)..).zip(&beside) {
                if own.is_none() {
                    sheet.text(next, column, text.as_str(), &as_text());
                }
            }
            let said = self.of_page.by_row.get(&row.number).map(|problems| said(problems, self.language)).unwrap_or_default();
            sheet.heights.insert(next, lines_of(&said, SAID_WIDTH).saturating_mul(LINE).min(HIGHEST));
            sheet.text(next, said_at, said, &Look { wrap: true, colour: Some(SAID), ..Look::default() });
            next = next.saturating_add(1);
        }
        sheet.text(heading_row, said_at, HEADING, &Look { fill: Some(BAD), colour: Some(SAID), ..heading });
        self.remarks(&mut sheet, heading_row, said_at);
        if left_out > 0 {
            let words = match self.language {
                Language::Chinese => format!("这一页只退回前 {MOST_ROWS} 行，还有 {left_out} 行也要改，请在原表里改。\n"),
                Language::English => {
                    format!("The first {MOST_ROWS} rows alone are given back; {left_out} more need correcting, at their source.\n")
                }
            };
            let remark = sheet.notes.entry((heading_row, said_at)).or_default();
            remark.insert_str(0, &words);
        }
        widths(&mut sheet, said_at);
        sheet.print =
            Print { repeated: (heading_row > 0 && self.found.is_some()).then_some((heading_row, heading_row)), ..Print::default() };
        (sheet, rows.len())
    }

    /// One row, with what 来源.toml says of its file where the row itself does not.
    fn row(&self, sheet: &mut out::Sheet, at: u32, row: &SheetRow) {
        let problems = self.of_page.by_row.get(&row.number).map(Vec::as_slice).unwrap_or_default();
        let is_bad = |column: u32| {
            problems
                .iter()
                .any(|p| matches!(&p.place, Place::Cell { row: Some(r), column: Some(c), .. } if *r == row.number && *c == column))
        };
        let marked = |look: Look, column: u32| if is_bad(column) { Look { fill: Some(BAD), ..look } } else { look };
        if problems.iter().any(|p| p.id == cell_beyond_headings::ID) && self.page.sheet_name().is_none() {
            // Cells that slipped: under headings again they would be taken for what they are not. One cell holds them all.
            let whole: Vec<String> = row.cells.iter().map(|c| shown(&c.value)).collect();
            let first = row.cells.first().map_or(1, |c| c.column);
            sheet.text(at, first, whole.join(" ， "), &Look { fill: Some(BAD), ..as_text() });
            return;
        }
        for cell in &row.cells {
            sheet.put(at, cell.column, value(&cell.value), marked(look(&cell.value, true), cell.column));
        }
        if let Some(found) = self.found {
            if let Target::Table(id) = found.target
                && let Some(table) = self.input.schema.table(id)
            {
                // A key merged over several rows holds for each; rows that are given back alone lose what stood above.
                for (column, ranges) in row::merged_keys(self.page, table, &found.layout) {
                    let over = ranges.iter().find(|m| m.contains(row.number, column) && m.first_row < row.number);
                    if let Some(value_above) = over.and_then(|m| self.page.sheet.get(m.first_row, m.first_column))
                        && row.get(column).is_none()
                    {
                        sheet.put(at, column, value(value_above), marked(look(value_above, true), column));
                    }
                }
            }
            for (_, text, own) in self.beside(0) {
                if let Some(column) = own.filter(|c| row.get(*c).is_none()) {
                    sheet.text(at, column, text, &as_text());
                }
            }
        }
        for problem in problems {
            if let Place::Cell { row: Some(r), column: Some(column), .. } = &problem.place
                && *r == row.number
                && sheet.rows.get(&at).is_none_or(|cells| !cells.contains_key(column))
            {
                sheet.put(at, *column, out::Value::Blank, marked(Look::default(), *column));
            }
        }
    }

    /// What 来源.toml says of the file: heading, text, and the sheet's own column for it, if it has one.
    fn beside(&self, after: u32) -> Vec<(&'static str, String, Option<u32>)> {
        let Some(found) = self.found else { return Vec::new() };
        let own_columns = match found.target {
            Target::Table(id) => self.input.schema.table(id).map_or(0, |t| t.keys.len().saturating_add(t.columns.len())),
            _ => 0,
        };
        let said = [
            (KNOWN_ON, self.page.known_on.map(|day| day.to_string())),
            (SOURCE, self.page.source.as_deref().map(str::to_owned)),
            (ENTERED_BY, self.page.entered_by.as_deref().map(str::to_owned)),
        ];
        let mut beside = Vec::new();
        for (name, text) in said {
            let Some(text) = text else { continue };
            let Some(at) = found.wanted.iter().rposition(|w| w.name == name) else { continue };
            // A column of the table's own by that name says something else.
            if at < own_columns {
                continue;
            }
            let own = found.layout.column(at).map(|c| c.column);
            if after == 0 || own.is_none() {
                beside.push((name, text, own));
            }
        }
        beside
    }

    /// What is wrong with the sheet or its headings, as remarks on the cells it is about.
    fn remarks(&self, sheet: &mut out::Sheet, heading_row: u32, said_at: u32) {
        let first = self.first_data_row();
        let mut by_place: BTreeMap<(u32, u32), Vec<&Problem>> = BTreeMap::new();
        for problem in &self.of_page.whole {
            by_place.entry((heading_row, said_at)).or_default().push(problem);
        }
        let above = self.of_page.by_row.iter().filter(|(row, _)| **row < first).flat_map(|(_, problems)| problems);
        for problem in above {
            let place = match &problem.place {
                Place::Cell { row: Some(row), column: Some(column), .. } if *row < first => (*row, *column),
                _ => (heading_row, said_at),
            };
            by_place.entry(place).or_default().push(problem);
        }
        for ((row, column), problems) in by_place {
            if let Some(cell) = sheet.rows.get_mut(&row).and_then(|cells| cells.get_mut(&column)) {
                cell.look.fill = Some(BAD);
            }
            sheet.notes.insert((row, column), said(&problems, self.language));
        }
    }
}

/// Each problem with its place in the file it came from, and what to do.
fn said(problems: &[&Problem], language: Language) -> String {
    let one = |problem: &&Problem| {
        let (place, text, hint) = (problem.place.told(language), problem.text.get(language), problem.hint.get(language));
        match language {
            Language::Chinese => format!("{place}：{text}怎么办：{hint}"),
            Language::English => format!("{place}: {text} What to do: {hint}"),
        }
    };
    problems.iter().map(one).collect::<Vec<_>>().join("\n").chars().take(LONGEST).collect()
}

fn as_text() -> Look {
    Look { number: NumberLook::Text, ..Look::default() }
}

/// The cell as it was. What cannot be put down again, an error or a formula without its value, stays an error.
fn value(cell: &CellValue) -> out::Value {
    match cell {
        CellValue::Text(text) if text.encode_utf16().count() > out::MAX_TEXT => {
            // No cell of a workbook holds so much; a CSV file does.
            let cut = |most: usize| text.chars().take(most).collect::<String>();
            out::Value::Text(format!("{}……（太长，后面的没有退回）", cut(LONGEST)))
        }
        CellValue::Text(text) => out::Value::Text(text.clone()),
        CellValue::Number { decimal, .. } => out::Value::Number(decimal.clone()),
        CellValue::Bool(value) => out::Value::Bool(*value),
        CellValue::Date(day) | CellValue::Month(day) => out::Value::Date(*day),
        CellValue::Error(text) => out::Value::Text(text.clone()),
        CellValue::FormulaWithoutValue => out::Value::Text("#N/A".to_owned()),
    }
}

fn look(cell: &CellValue, of_table: bool) -> Look {
    let number = match cell {
        CellValue::Text(_) | CellValue::Error(_) | CellValue::FormulaWithoutValue => NumberLook::Text,
        CellValue::Number { decimal, percent: true } => {
            let places = decimal.split_once('.').map_or(0, |(_, part)| part.len().saturating_sub(2));
            NumberLook::Percent { places: u32::try_from(places).unwrap_or(0) }
        }
        CellValue::Number { .. } | CellValue::Bool(_) => NumberLook::General,
        CellValue::Date(_) => NumberLook::Date,
        CellValue::Month(_) => NumberLook::Month,
    };
    Look { number, border: of_table, ..Look::default() }
}

fn widths(sheet: &mut out::Sheet, said_at: u32) {
    let mut widest: BTreeMap<u32, u32> = BTreeMap::new();
    let merged =
        |row: u32, column: u32, ranges: &[Merged]| ranges.iter().any(|m| m.contains(row, column) && m.last_column > m.first_column);
    for (row, cells) in &sheet.rows {
        for (column, cell) in cells {
            let text = match &cell.value {
                out::Value::Text(text) | out::Value::Number(text) => width_of(text),
                out::Value::Date(_) => 10,
                _ => 4,
            };
            if !merged(*row, *column, &sheet.merged) {
                let most = widest.entry(*column).or_default();
                *most = (*most).max(text);
            }
        }
    }
    for (column, most) in widest {
        sheet.width(column, if column == said_at { SAID_WIDTH } else { most.saturating_add(3).clamp(8, 40) });
    }
}

//! A sheet as a table: title, a line below it, headings, lines. Columns that nobody needs and nothing stands in are left out.

use std::collections::BTreeMap;

use jiff::civil::Date;
use quanheng_facts::exact::Exact;
use quanheng_facts::intake::masked;
use quanheng_facts::value::Type;
use quanheng_sheet::Merged;
use quanheng_sheet::out::{Across, Colour, Look, MAX_TEXT, NumberLook, Print, Sheet, Value, width_of};

/// What stands in a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Cell {
    #[default]
    Blank,
    Text(String),
    /// A whole number, or any other plain decimal, as it is written.
    Whole(String),
    /// In 分; shown in 万元.
    Money(Exact),
    Day(Date),
}

/// A column.
#[derive(Clone, Debug)]
pub(super) struct Heading {
    text: String,
    /// The least and the greatest width, in characters of half width.
    width: (u32, u32),
    /// It stands there even where nothing is in it.
    always: bool,
}

/// How a line looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Stress {
    #[default]
    Plain,
    /// A sum.
    Strong,
    /// Headings of a second table below the first, or a remark over lines.
    Heading,
}

/// One line.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub cells: Vec<Cell>,
    pub stress: Stress,
}

/// A sheet.
#[derive(Clone, Debug)]
pub(super) struct Table {
    name: String,
    title: String,
    lead: String,
    headings: Vec<Heading>,
    pub lines: Vec<Line>,
}

const TITLE_ROW: u32 = 1;
const LEAD_ROW: u32 = 2;
const HEADING_ROW: u32 = 3;
/// The height of a line, in points.
const LINE: u32 = 15;
/// No row is higher.
const HIGHEST: u32 = 400;
/// A sheet with little in it is still as wide as this.
const NARROWEST: u32 = 90;
const GREY: Colour = Colour(0x00E7_EBF0);

impl Cell {
    pub(super) fn text(text: impl Into<String>) -> Cell {
        let text: String = text.into();
        if text.is_empty() { Cell::Blank } else { Cell::Text(text) }
    }

    /// A day where the text is one; a month stays a text.
    pub(super) fn day(text: Option<&str>) -> Cell {
        text.map_or(Cell::Blank, |text| text.parse().map_or_else(|_| Cell::text(text), Cell::Day))
    }

    pub(super) fn count(number: usize) -> Cell {
        Cell::Whole(number.to_string())
    }
}

impl Table {
    pub(super) fn new(name: &str, title: String, lead: String) -> Table {
        Table { name: name.to_owned(), title, lead, headings: Vec::new(), lines: Vec::new() }
    }

    /// A column that is always there.
    pub(super) fn column(&mut self, text: impl Into<String>, least: u32, greatest: u32) {
        self.headings.push(Heading { text: text.into(), width: (least, greatest), always: true });
    }

    /// A column that is there where something stands in it.
    pub(super) fn if_any(&mut self, text: impl Into<String>, least: u32, greatest: u32) {
        self.headings.push(Heading { text: text.into(), width: (least, greatest), always: false });
    }

    pub(super) fn line(&mut self, cells: Vec<Cell>) {
        self.lines.push(Line { cells, stress: Stress::Plain });
    }

    pub(super) fn stressed(&mut self, cells: Vec<Cell>, stress: Stress) {
        self.lines.push(Line { cells, stress });
    }

    /// As a sheet to be written.
    pub(super) fn into_sheet(self) -> Sheet {
        let kept: Vec<usize> = (0..self.headings.len()).filter(|at| self.is_kept(*at)).collect();
        let mut sheet = Sheet { name: self.name.clone(), frozen_rows: HEADING_ROW, ..Sheet::default() };
        let last = column_of(kept.len().saturating_sub(1));
        let title = Look { bold: true, size: Some(16), across: Across::Centre, ..Look::default() };
        sheet.text(TITLE_ROW, 1, masked(&self.title), &title);
        let lead = Look { wrap: true, size: Some(10), ..Look::default() };
        sheet.text(LEAD_ROW, 1, masked(&self.lead), &lead);
        let heading = Look { bold: true, border: true, wrap: true, fill: Some(GREY), across: Across::Centre, ..Look::default() };
        let widths = self.widths(&kept);
        let wide: u32 = widths.iter().fold(0, |sum, width| sum.saturating_add(*width));
        for ((to, from), width) in kept.iter().enumerate().zip(&widths) {
            let Some(column) = self.headings.get(*from) else { continue };
            sheet.text(HEADING_ROW, column_of(to), &column.text, &heading);
            sheet.width(column_of(to), *width);
        }
        for row in [TITLE_ROW, LEAD_ROW] {
            if last > 1 {
                sheet.merged.push(Merged { first_row: row, first_column: 1, last_row: row, last_column: last });
            }
        }
        sheet.heights = BTreeMap::from([(TITLE_ROW, 28), (LEAD_ROW, lines_of(&self.lead, wide).saturating_mul(LINE))]);
        let places = self.places();
        let mut row = HEADING_ROW;
        for line in &self.lines {
            row = row.saturating_add(1);
            let mut lines: u32 = 1;
            for ((to, from), width) in kept.iter().enumerate().zip(&widths) {
                let cell = line.cells.get(*from).cloned().unwrap_or_default();
                if let Cell::Text(text) = &cell {
                    lines = lines.max(lines_of(text, *width));
                }
                let (value, look) = told(cell, line.stress, places);
                sheet.put(row, column_of(to), value, look);
            }
            // Not every program makes a row as high as what is wrapped in it.
            sheet.heights.insert(row, lines.saturating_mul(LINE).saturating_add(3).min(HIGHEST));
        }
        sheet.print = Print { landscape: true, repeated: Some((TITLE_ROW, HEADING_ROW)), ..Print::default() };
        sheet
    }

    fn is_kept(&self, at: usize) -> bool {
        let filled = |line: &Line| line.cells.get(at).is_some_and(|cell| *cell != Cell::Blank);
        self.headings.get(at).is_some_and(|heading| heading.always) || self.lines.iter().any(filled)
    }

    /// How wide each column is: what stands in it, within its bounds; and all of them wide enough for the title.
    fn widths(&self, kept: &[usize]) -> Vec<u32> {
        let headings: Vec<&Heading> = kept.iter().filter_map(|at| self.headings.get(*at)).collect();
        let mut widths: Vec<u32> = kept.iter().zip(&headings).map(|(at, heading)| self.width(*at, heading)).collect();
        // The title is half as large again as what stands below it.
        let title = width_of(&self.title).saturating_mul(3).checked_div(2).unwrap_or(0).saturating_add(4).max(NARROWEST);
        let mut lacking = title.saturating_sub(widths.iter().fold(0, |sum, width| sum.saturating_add(*width)));
        for (width, heading) in widths.iter_mut().zip(&headings) {
            let more = heading.width.1.saturating_sub(*width).min(lacking);
            *width = width.saturating_add(more);
            lacking = lacking.saturating_sub(more);
        }
        if let Some(last) = widths.last_mut() {
            *last = last.saturating_add(lacking);
        }
        widths
    }

    fn width(&self, at: usize, heading: &Heading) -> u32 {
        let of = |cell: &Cell| match cell {
            Cell::Blank => 0,
            Cell::Day(_) => 10,
            Cell::Text(text) | Cell::Whole(text) => width_of(text),
            // 1,234,567.123456
            Cell::Money(fen) => width_of(&in_ten_thousands(*fen, 2)).saturating_add(3),
        };
        let plain = self.lines.iter().filter(|line| line.stress != Stress::Heading);
        let widest = plain.filter_map(|line| line.cells.get(at)).map(of).max().unwrap_or(0);
        let (least, greatest) = heading.width;
        widest.max(width_of(&heading.text)).saturating_add(2).clamp(least, greatest.max(least))
    }

    /// As many decimal places as the amounts of the sheet need; money has two.
    fn places(&self) -> u32 {
        let amounts =
            self.lines.iter().flat_map(|line| &line.cells).filter_map(|cell| if let Cell::Money(fen) = cell { Some(fen) } else { None });
        let needed = |fen: &Exact| {
            let written = in_ten_thousands(*fen, 6);
            let decimals = written.split_once('.').map_or("", |(_, decimals)| decimals).trim_end_matches('0').len();
            u32::try_from(decimals).unwrap_or(6)
        };
        amounts.map(needed).max().unwrap_or(2).max(2)
    }
}

fn told(cell: Cell, stress: Stress, places: u32) -> (Value, Look) {
    let look = Look { border: true, bold: stress != Stress::Plain, fill: (stress == Stress::Heading).then_some(GREY), ..Look::default() };
    match cell {
        Cell::Blank => (Value::Blank, look),
        Cell::Text(text) => {
            let across = if stress == Stress::Heading { Across::Centre } else { look.across };
            (Value::Text(cut(&masked(&text))), Look { wrap: true, across, ..look })
        }
        Cell::Day(day) => (Value::Date(day), Look { number: NumberLook::Date, across: Across::Centre, ..look }),
        Cell::Whole(number) => (Value::Number(number), Look { across: Across::Centre, ..look }),
        Cell::Money(fen) => {
            (Value::Number(in_ten_thousands(fen, 6)), Look { number: NumberLook::Places { places, grouped: true }, ..look })
        }
    }
}

/// No cell holds more.
fn cut(text: &str) -> String {
    if text.encode_utf16().count() <= MAX_TEXT {
        return text.to_owned();
    }
    let mut used: usize = 1;
    let kept = text.chars().take_while(|c| {
        used = used.saturating_add(c.len_utf16());
        used <= MAX_TEXT
    });
    format!("{}…", kept.collect::<String>())
}

/// 分 in 万元, with so many places, or as it is where that does not do.
fn in_ten_thousands(fen: Exact, places: u32) -> String {
    let amount = fen.over(Exact::integer(1_000_000));
    amount.and_then(|amount| amount.to_decimal_string(places)).unwrap_or_else(|| fen.to_string())
}

/// So many lines a text takes in a space so wide. A character of full width is never broken, so a line may end one place early.
fn lines_of(text: &str, wide: u32) -> u32 {
    let room = wide.saturating_sub(1).max(1);
    let lines = text.lines().map(|line| width_of(line).saturating_sub(1).checked_div(room).unwrap_or(0).saturating_add(1));
    lines.fold(0_u32, u32::saturating_add).max(1)
}

fn column_of(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX).saturating_add(1)
}

/// A value beside a result: a number where it is one.
pub(super) fn plain(value: Option<&crate::results::Plain>, shown: &str, ty: &Type) -> Cell {
    match (value, ty) {
        (Some(crate::results::Plain::Number { written, .. }), Type::Integer { .. } | Type::Decimal { .. } | Type::Year) => {
            Cell::Whole(written.clone())
        }
        (Some(crate::results::Plain::Number { exact, .. }), Type::Money) => Cell::Money(*exact),
        _ => Cell::text(shown),
    }
}

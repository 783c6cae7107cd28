//! A workbook to be written, described without any library: sheets of cells with their looks, choices, notes and print setup.
//!
//! In: values as exact text and civil dates. Out: [`write`] gives the bytes of an `.xlsx`, the same for the same description. No
//! clock: the day that stands in the document's properties is a part of the description. Deliberately absent: formulas, and what
//! a sheet is about.

mod xlsx_written;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::workbook::Merged;

#[cfg(any(test, feature = "samples"))]
pub(crate) use xlsx_written::code;
pub use xlsx_written::write;

/// A workbook to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    /// Stands in the document's properties, as does the day.
    pub title: String,
    pub made_on: Date,
    /// In the order of their tabs. At least one is not hidden.
    pub sheets: Vec<Sheet>,
}

/// One sheet. Rows and columns are 1-based.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// See [`sheet_name`] for what a name may be.
    pub name: String,
    pub hidden: bool,
    /// Colour of the tab.
    pub tab: Option<Colour>,
    pub columns: BTreeMap<u32, Column>,
    /// In points. A row without an entry is as high as the program that shows it finds fit.
    pub heights: BTreeMap<u32, u32>,
    pub hidden_rows: BTreeSet<u32>,
    /// So many rows at the top, and columns at the left, stay in sight.
    pub frozen_rows: u32,
    pub frozen_columns: u32,
    pub rows: BTreeMap<u32, BTreeMap<u32, Cell>>,
    /// The value of a merged range stands in its top left cell, whose looks count for all of it.
    pub merged: Vec<Merged>,
    /// Drop-down lists.
    pub choices: Vec<Choices>,
    /// Remarks shown when the mouse rests on a cell: by row and column.
    pub notes: BTreeMap<(u32, u32), String>,
    /// Headings with little arrows to filter by.
    pub filter: Option<Merged>,
    pub print: Print,
}

/// How wide a column is, and how its empty cells look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// In characters of half width; a Chinese character takes two.
    pub width: Option<u32>,
    pub hidden: bool,
    pub look: Option<Look>,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    pub value: Value,
    pub look: Look,
}

/// What stands in a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Value {
    #[default]
    Blank,
    Text(String),
    /// A plain decimal (`-0.35`). A workbook keeps 15 significant digits: a number of more is written as text, whole.
    Number(String),
    Bool(bool),
    Date(Date),
}

/// How a cell looks.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Look {
    pub bold: bool,
    pub italic: bool,
    /// In points.
    pub size: Option<u32>,
    pub colour: Option<Colour>,
    pub fill: Option<Colour>,
    /// A thin line all around.
    pub border: bool,
    pub wrap: bool,
    pub across: Across,
    pub number: NumberLook,
}

/// Where a value stands between left and right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Across {
    /// Numbers at the right, texts at the left.
    #[default]
    ByValue,
    Left,
    Centre,
    Right,
}

/// How a number looks.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum NumberLook {
    /// As its column says, else as the program that shows it finds fit.
    #[default]
    General,
    /// What is typed stays as it is typed.
    Text,
    /// With so many places; `grouped`: a comma at every third digit.
    Places { places: u32, grouped: bool },
    /// As many places as there are, up to so many.
    UpTo { places: u32 },
    /// A fraction shown by the hundred.
    Percent { places: u32 },
    /// `2016-06-01`
    Date,
    /// `2016年6月`
    Month,
}

/// Red, green and blue, as in `0xC00000`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Colour(pub u32);

/// A drop-down list over a range of cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices {
    pub over: Merged,
    pub from: From,
    /// Anything else is refused while typing; else only remarked upon, and may be entered all the same.
    pub strict: bool,
    /// Shown while a cell of the range is chosen: title and text.
    pub hint: Option<(String, String)>,
}

/// Where the values of a drop-down list stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum From {
    /// Written into the list itself; [`fits_in_list`] says whether they may be.
    List(Vec<String>),
    /// The cells of another sheet of the book.
    Cells { sheet: String, range: Merged },
}

/// How a sheet is printed: A4 always, and never wider than a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Print {
    pub landscape: bool,
    /// These rows, first and last, stand on top of every page.
    pub repeated: Option<(u32, u32)>,
    /// In the middle above and below each page; `{page}` and `{pages}` stand for the numbers.
    pub header: String,
    pub footer: String,
}

impl Default for Print {
    fn default() -> Print {
        Print { landscape: true, repeated: None, header: String::new(), footer: "第 {page} 页，共 {pages} 页".to_owned() }
    }
}

/// Why a workbook cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// A text that no cell can hold: `row` and `column` are 1-based.
    #[error("{sheet}: the text at row {row}, column {column} is longer than a cell can hold")]
    TextTooLong { sheet: String, row: u32, column: u32 },
    /// Rows or columns beyond what a sheet can have, a name it may not bear, two merged ranges over one cell, a list that is too long.
    #[error("{sheet}: {why}")]
    Refused { sheet: String, why: String },
}

/// The longest text of a cell.
pub const MAX_TEXT: usize = 32_767;

impl Sheet {
    /// Puts a cell, over one that stood there.
    pub fn put(&mut self, row: u32, column: u32, value: Value, look: Look) {
        self.rows.entry(row).or_default().insert(column, Cell { value, look });
    }

    /// Puts a text.
    pub fn text(&mut self, row: u32, column: u32, text: impl Into<String>, look: &Look) {
        self.put(row, column, Value::Text(text.into()), look.clone());
    }

    /// How wide a column is, in characters of half width.
    pub fn width(&mut self, column: u32, width: u32) {
        self.columns.entry(column).or_default().width = Some(width);
    }
}

/// How many characters of half width a text takes, its longest line counted.
#[must_use]
pub fn width_of(text: &str) -> u32 {
    let wide = |c: char| if c.is_ascii() { 1_u32 } else { 2 };
    text.lines().map(|line| line.chars().fold(0_u32, |sum, c| sum.saturating_add(wide(c)))).max().unwrap_or(0)
}

/// How many lines a text takes in a column of so many characters of half width.
#[must_use]
pub fn lines_of(text: &str, width: u32) -> u32 {
    // A little is lost at the ends of lines, where no character is split.
    let room = width.saturating_sub(2).max(1);
    text.lines().map(|line| width_of(line).div_ceil(room).max(1)).fold(0, u32::saturating_add).max(1)
}

/// True where a list may be written into the drop-down itself: 255 characters in all, and no comma within a value.
#[must_use]
pub fn fits_in_list(values: &[String]) -> bool {
    let length = values.iter().fold(0_usize, |sum, v| sum.saturating_add(v.encode_utf16().count()).saturating_add(1));
    !values.is_empty() && length <= 255 && values.iter().all(|v| !v.contains(',') && v.trim() == v.as_str() && !v.is_empty())
}

/// A name that a sheet may bear: 31 characters, none of `[]:*?/\`, no apostrophe at either end, and not `taken` (in any case).
#[must_use]
pub fn sheet_name(wanted: &str, taken: &BTreeSet<String>) -> String {
    let plain: String = wanted.chars().map(|c| if "[]:*?/\\".contains(c) || c.is_control() { ' ' } else { c }).collect();
    let plain = plain.trim().trim_matches('\'').trim();
    let plain = if plain.is_empty() || plain.eq_ignore_ascii_case("history") { "表" } else { plain };
    let is_taken = |name: &str| taken.iter().any(|t| t.to_lowercase() == name.to_lowercase());
    let cut = |most: usize| {
        plain
            .chars()
            .scan(0_usize, |sum, c| {
                *sum = sum.saturating_add(c.len_utf16());
                (*sum <= most).then_some(c)
            })
            .collect::<String>()
    };
    let mut name = cut(31);
    let mut number = 2_u32;
    while is_taken(&name) {
        let ending = format!("({number})");
        name = format!("{}{ending}", cut(31_usize.saturating_sub(ending.len())).trim_end());
        number = number.saturating_add(1);
    }
    name
}

//! A workbook as it is meant: sheets of cells, before any file format.

use jiff::civil::Date;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    Empty,
    Text(String),
    /// As a decimal, exactly: `0.812345`.
    Number(String),
    /// The part of one, shown as a percentage: `0.35`.
    Percent(String),
    Date(Date),
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    Xlsx,
    Xls,
    Ods,
    /// Comma-separated, in UTF-8.
    Csv,
    /// Comma-separated, in GB18030.
    CsvGb18030,
}

/// Cells from one corner to the other, rows and columns counted from nought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merged {
    pub rows: (u32, u32),
    pub columns: (u32, u32),
}

/// One sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    pub name: String,
    pub rows: Vec<Vec<Cell>>,
    pub merged: Vec<Merged>,
    /// Rows that are hidden, counted from nought.
    pub hidden: Vec<u32>,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    /// With its folder inside `data/demo`, without an ending.
    pub name: String,
    pub format: Format,
    pub sheets: Vec<Sheet>,
}

impl Format {
    /// The ending of the file's name.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Format::Xlsx => "xlsx",
            Format::Xls => "xls",
            Format::Ods => "ods",
            Format::Csv | Format::CsvGb18030 => "csv",
        }
    }
}

impl Book {
    /// The file's name inside `data/demo`.
    #[must_use]
    pub fn file(&self) -> String {
        format!("{}.{}", self.name, self.format.ending())
    }

    /// The sheet of this name.
    #[must_use]
    pub fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|s| s.name == name)
    }

    /// Puts another value into a cell; false where there is no such sheet.
    pub fn put(&mut self, sheet: &str, row: usize, column: usize, cell: Cell) -> bool {
        let Some(sheet) = self.sheets.iter_mut().find(|s| s.name == sheet) else { return false };
        if sheet.rows.len() <= row {
            sheet.rows.resize(row + 1, Vec::new());
        }
        let cells = &mut sheet.rows[row];
        if cells.len() <= column {
            cells.resize(column + 1, Cell::Empty);
        }
        cells[column] = cell;
        true
    }
}

impl Sheet {
    /// An empty sheet.
    #[must_use]
    pub fn new(name: &str) -> Sheet {
        Sheet { name: name.to_owned(), ..Sheet::default() }
    }

    /// A title over all columns.
    #[must_use]
    pub fn title(mut self, text: &str, columns: u32) -> Sheet {
        let at = u32::try_from(self.rows.len()).unwrap_or(0);
        self.rows.push(vec![Cell::text(text)]);
        if columns > 1 {
            self.merged.push(Merged { rows: (at, at), columns: (0, columns - 1) });
        }
        self
    }

    /// A row of texts, empty ones left empty.
    #[must_use]
    pub fn line(mut self, texts: &[&str]) -> Sheet {
        self.rows.push(texts.iter().map(|t| Cell::text(t)).collect());
        self
    }

    /// A row of cells.
    pub fn push(&mut self, cells: Vec<Cell>) {
        self.rows.push(cells);
    }

    /// Merges cells of the last two rows, or of the last one.
    #[must_use]
    pub fn merge(mut self, rows: (u32, u32), columns: (u32, u32)) -> Sheet {
        self.merged.push(Merged { rows, columns });
        self
    }

    /// How many places on a screen a column wants: what stands in it below the title, an ideograph counting two.
    #[must_use]
    pub fn places(&self, column: usize) -> u16 {
        let wide = |cell: &Cell| cell.shown().chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<u16>();
        let cells = self.rows.iter().filter(|row| row.len() > 2).filter_map(|row| row.get(column));
        cells.map(wide).max().unwrap_or(0).clamp(8, 48) + 2
    }

    /// How wide it is.
    #[must_use]
    pub fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }
}

impl Cell {
    /// A text; an empty one is an empty cell.
    #[must_use]
    pub fn text(text: &str) -> Cell {
        if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
    }

    /// A whole number.
    #[must_use]
    pub fn whole(number: i64) -> Cell {
        Cell::Number(number.to_string())
    }

    /// A number of so many decimal places, given as a whole number of its last place.
    #[must_use]
    pub fn scaled(units: i64, places: u32) -> Cell {
        Cell::Number(scaled(units, places))
    }

    /// A day, written as the office writes days.
    #[must_use]
    pub fn day(year: i16, month: i8, day: i8) -> Cell {
        Cell::Date(Date::constant(year, month, day))
    }

    /// As a person reads it in the file.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) | Cell::Number(text) => text.clone(),
            Cell::Percent(text) => format!("{text}（百分数格式）"),
            Cell::Date(day) => day.to_string(),
        }
    }
}

/// `812345` of six places → `0.812345`.
#[must_use]
pub fn scaled(units: i64, places: u32) -> String {
    let one = 10_i64.pow(places);
    let (sign, units) = if units < 0 { ("-", -units) } else { ("", units) };
    if places == 0 {
        return format!("{sign}{units}");
    }
    format!("{sign}{}.{:0width$}", units / one, units % one, width = usize::try_from(places).unwrap_or(0))
}

/// `B7` from row and column counted from nought.
#[must_use]
pub fn address(row: usize, column: usize) -> String {
    let mut letters = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.insert(0, char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    format!("{letters}{}", row + 1)
}

/// Row and column counted from nought, from `B7`.
#[must_use]
pub fn place(address: &str) -> Option<(usize, usize)> {
    let letters: String = address.chars().take_while(char::is_ascii_uppercase).collect();
    let row: usize = address.get(letters.len()..)?.parse().ok()?;
    let column = letters.bytes().fold(0, |sum, letter| sum * 26 + usize::from(letter - b'A') + 1);
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

//! What a workbook is, once read: sheets, rows, cells, each with its 1-based place. Empty cells are not there.

use jiff::civil::Date;

/// A workbook, or a CSV file as a workbook of one sheet without a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workbook {
    pub sheets: Vec<Sheet>,
}

/// One sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// `None` for a CSV file.
    pub name: Option<String>,
    pub hidden: bool,
    /// Rows that hold at least one cell, in order.
    pub rows: Vec<Row>,
    /// Merged ranges, in the order of their first cell. A merged value stands in the top left cell only.
    pub merged: Vec<Merged>,
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// 1-based.
    pub number: u32,
    pub hidden: bool,
    /// In order of columns.
    pub cells: Vec<Cell>,
}

/// One filled cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// 1-based.
    pub column: u32,
    pub value: CellValue,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellValue {
    Text(String),
    /// The shortest decimal of the stored number at 15 significant digits, e.g. `0.35`; with an exponent (`1E+40`) only
    /// beyond 30 digits. `percent`: the cell is formatted as a percentage, so that people see `35%`.
    Number {
        decimal: String,
        percent: bool,
    },
    Bool(bool),
    /// A day; a time of day, if there was one, is not kept.
    Date(Date),
    /// The first day of a month, in a cell formatted so that people see only year and month.
    Month(Date),
    /// `#N/A` and its kin, or a date that does not exist.
    Error(String),
    /// A formula that was never calculated before the file was saved.
    FormulaWithoutValue,
}

/// A merged range, both corners included, 1-based.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Merged {
    pub first_row: u32,
    pub first_column: u32,
    pub last_row: u32,
    pub last_column: u32,
}

impl CellValue {
    /// The cell as people see it (to be quoted back to them).
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            CellValue::Text(text) => text.clone(),
            CellValue::Number { decimal, percent: true } => format!("{}%", crate::decimal::hundredfold(decimal)),
            CellValue::Number { decimal, percent: false } => decimal.clone(),
            CellValue::Bool(true) => "TRUE".to_owned(),
            CellValue::Bool(false) => "FALSE".to_owned(),
            CellValue::Date(day) => day.to_string(),
            CellValue::Month(day) => format!("{:04}-{:02}", day.year(), day.month()),
            CellValue::Error(text) => text.clone(),
            CellValue::FormulaWithoutValue => String::new(),
        }
    }
}

impl Merged {
    /// True if the cell lies within.
    #[must_use]
    pub fn contains(&self, row: u32, column: u32) -> bool {
        (self.first_row..=self.last_row).contains(&row) && (self.first_column..=self.last_column).contains(&column)
    }
}

impl Row {
    /// The value in a column.
    #[must_use]
    pub fn get(&self, column: u32) -> Option<&CellValue> {
        let at = self.cells.binary_search_by_key(&column, |c| c.column).ok()?;
        self.cells.get(at).map(|c| &c.value)
    }
}

impl Sheet {
    /// The row with that number, if it holds a cell.
    #[must_use]
    pub fn row(&self, number: u32) -> Option<&Row> {
        let at = self.rows.binary_search_by_key(&number, |r| r.number).ok()?;
        self.rows.get(at)
    }

    /// The value at a place.
    #[must_use]
    pub fn get(&self, row: u32, column: u32) -> Option<&CellValue> {
        self.row(row)?.get(column)
    }

    /// The place where the value of this cell stands: the top left of its merged range, else the cell itself.
    #[must_use]
    pub fn spread_place(&self, row: u32, column: u32) -> (u32, u32) {
        self.merged.iter().find(|m| m.contains(row, column)).map_or((row, column), |m| (m.first_row, m.first_column))
    }

    /// The value at a place, or, inside a merged range, the value of the range.
    #[must_use]
    pub fn spread(&self, row: u32, column: u32) -> Option<&CellValue> {
        self.get(row, column).or_else(|| {
            let (row, column) = self.spread_place(row, column);
            self.get(row, column)
        })
    }
}

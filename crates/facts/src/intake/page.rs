//! One sheet of one file, able to say where anything in it stands.

use std::sync::Arc;

use jiff::civil::Date;
use quanheng_sheet::{CellValue, Sheet};

use crate::origin::Origin;
use crate::problem::Place;

/// A sheet and what is known of its file.
pub(crate) struct Page<'a> {
    pub sheet: &'a Sheet,
    /// The only sheet of its file that holds anything.
    pub alone: bool,
    file: Arc<str>,
    sheet_name: Option<Arc<str>>,
    pub known_on: Option<Date>,
    pub source: Option<Arc<str>>,
    pub entered_by: Option<Arc<str>>,
}

impl<'a> Page<'a> {
    pub(crate) fn new(file: &str, sheet: &'a Sheet, alone: bool) -> Page<'a> {
        let sheet_name = sheet.name.as_deref().map(Arc::from);
        Page { sheet, alone, file: Arc::from(file), sheet_name, known_on: None, source: None, entered_by: None }
    }

    pub(crate) fn sheet_name(&self) -> Option<&str> {
        self.sheet_name.as_deref()
    }

    /// The file's name without folder and extension.
    pub(crate) fn file_stem(&self) -> &str {
        let name = self.file.rsplit(['/', '\\']).next().unwrap_or(&self.file);
        match name.rsplit_once('.') {
            Some((stem, _)) if !stem.is_empty() => stem,
            _ => name,
        }
    }

    /// What people call it: the sheet's name, or the file's.
    pub(crate) fn shown_name(&self) -> &str {
        self.sheet_name().unwrap_or_else(|| self.file_stem())
    }

    pub(crate) fn place(&self) -> Place {
        Place::Cell { file: self.file.to_string(), sheet: self.sheet_name().map(str::to_owned), row: None, column: None }
    }

    pub(crate) fn place_of_row(&self, row: u32) -> Place {
        Place::Cell { file: self.file.to_string(), sheet: self.sheet_name().map(str::to_owned), row: Some(row), column: None }
    }

    pub(crate) fn place_of(&self, row: u32, column: u32) -> Place {
        Place::Cell { file: self.file.to_string(), sheet: self.sheet_name().map(str::to_owned), row: Some(row), column: Some(column) }
    }

    pub(crate) fn origin(&self, row: u32, column: u32, text: String) -> Origin {
        Origin {
            file: Arc::clone(&self.file),
            sheet: self.sheet_name.clone(),
            row,
            column,
            text,
            source: self.source.clone(),
            entered_by: self.entered_by.clone(),
            known_on: self.known_on,
        }
    }

    /// The text of a cell as people see it, trimmed; empty where there is none.
    pub(crate) fn text(&self, row: u32, column: u32) -> String {
        self.sheet.get(row, column).map(shown).unwrap_or_default()
    }
}

pub(crate) fn shown(value: &CellValue) -> String {
    value.shown().trim().to_owned()
}

/// Where a value with this origin stands.
pub(crate) fn place_of_origin(origin: &Origin) -> Place {
    Place::Cell {
        file: origin.file.to_string(),
        sheet: origin.sheet.as_deref().map(str::to_owned),
        row: Some(origin.row).filter(|r| *r > 0),
        column: Some(origin.column).filter(|c| *c > 0),
    }
}

//! For which pack a template was made, written into it, and found again in one that was filled in.

use quanheng_sheet::{CellValue, Workbook};

use crate::intake::normal;

/// The name of the sheet that bears the mark.
pub(super) const SHEET: &str = "填表说明";
const FORM: &str = "quanheng.template/1";

/// Which pack.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    pub id: String,
    pub version: String,
    pub hash: String,
}

/// A mark that was found, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    pub mark: Mark,
    pub sheet: Option<String>,
    pub row: u32,
    pub column: u32,
}

impl Mark {
    pub(super) fn written(&self) -> String {
        format!("{FORM} {} {} {}", self.id, self.version, self.hash)
    }

    fn read(text: &str) -> Option<Mark> {
        let mut words = text.trim().strip_prefix(FORM)?.split_whitespace().map(str::to_owned);
        Some(Mark { id: words.next()?, version: words.next()?, hash: words.next()? })
    }
}

/// The marks of a file: one, in a file as it was given out. `name` stands for the sheet of a CSV file.
#[must_use]
pub fn marks_in(name: &str, workbook: &Workbook) -> Vec<Marked> {
    let stem = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let bears = |sheet: &&quanheng_sheet::Sheet| normal(sheet.name.as_deref().unwrap_or(stem)) == SHEET;
    let mut found = Vec::new();
    for sheet in workbook.sheets.iter().filter(bears) {
        for row in &sheet.rows {
            for cell in &row.cells {
                if let CellValue::Text(text) = &cell.value
                    && let Some(mark) = Mark::read(text)
                {
                    found.push(Marked { mark, sheet: sheet.name.clone(), row: row.number, column: cell.column });
                }
            }
        }
    }
    found
}

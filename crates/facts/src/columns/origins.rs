//! Where rows and cells stood, as columns apart from the values: a run that only counts never loads them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::origin::Origin;

use super::values::{Texts, day_number, day_of};

/// The day of [`OriginColumn::known_on`] where none was said.
const NO_DAY: i32 = i32::MIN;

/// A sheet of a file, and what was said of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Page {
    pub file: Arc<str>,
    pub sheet: Option<Arc<str>>,
    pub source: Option<Arc<str>>,
    pub entered_by: Option<Arc<str>>,
}

/// Where the rows and cells of a table stood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins {
    /// Every page that something stood on, in order.
    pub pages: Vec<Page>,
    /// Of the rows.
    pub rows: OriginColumn,
    /// Of the cells, in the order of the columns; `None`: not loaded.
    pub cells: Vec<Option<OriginColumn>>,
}

/// Where each row, or the cell of each row in one column, stood. `None`: where the row itself stood, for every filled cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OriginColumn {
    /// Places in [`Origins::pages`].
    pub pages: Option<Vec<u32>>,
    /// 1-based; 0 for a file as a whole.
    pub rows: Option<Vec<u32>>,
    /// 1-based; 0 where the value stood in no cell.
    pub columns: Vec<u32>,
    /// The user's own text.
    pub texts: Texts,
    /// Days since 1970-01-01; the least number there is: none was said.
    pub known_on: Option<Vec<i32>>,
}

impl Origins {
    /// Of rows and their cells, `cells` column by column.
    #[must_use]
    pub(super) fn of(rows: &[&Origin], cells: &[Vec<Option<&Origin>>]) -> Option<Origins> {
        let mut numbers: BTreeMap<Page, u32> = BTreeMap::new();
        for origin in rows.iter().copied().chain(cells.iter().flatten().flatten().copied()) {
            numbers.entry(page(origin)).or_default();
        }
        for (number, at) in (0..).zip(numbers.values_mut()) {
            *at = number;
        }
        let of_rows = fields(&numbers, rows.iter().map(|o| Some(*o)));
        let mut columns = Vec::new();
        for cells in cells {
            let mut column = fields(&numbers, cells.iter().copied());
            // A row's own place stands once.
            let filled: Vec<bool> = cells.iter().map(Option::is_some).collect();
            column.pages = column.pages.filter(|all| differs(all, of_rows.pages.as_deref(), &filled));
            column.rows = column.rows.filter(|all| differs(all, of_rows.rows.as_deref(), &filled));
            column.known_on = column.known_on.filter(|all| differs(all, of_rows.known_on.as_deref(), &filled));
            column.texts = Texts::of(cells.iter().map(|o| o.map(|o| o.text.as_str())))?;
            columns.push(Some(column));
        }
        let texts = Texts::of(rows.iter().map(|o| Some(o.text.as_str())))?;
        Some(Origins { pages: numbers.into_keys().collect(), rows: OriginColumn { texts, ..of_rows }, cells: columns })
    }

    /// Of a stretch of rows; `None` where there are not so many.
    #[must_use]
    pub fn slice(&self, rows: Range<usize>) -> Option<Origins> {
        let cells = self.cells.iter().map(|cells| cells.as_ref().map_or(Some(None), |cells| cells.slice(&rows).map(Some)));
        Some(Origins { pages: self.pages.clone(), rows: self.rows.slice(&rows)?, cells: cells.collect::<Option<_>>()? })
    }

    /// Where a row stood.
    #[must_use]
    pub fn of_row(&self, row: usize) -> Option<Origin> {
        self.origin(&self.rows, row)
    }

    /// Where the filled cell of a row in one column stood; `None` where that is not loaded.
    #[must_use]
    pub fn of_cell(&self, row: usize, column: usize) -> Option<Origin> {
        self.origin(self.cells.get(column)?.as_ref()?, row)
    }

    fn origin(&self, of: &OriginColumn, row: usize) -> Option<Origin> {
        let page = *of.pages.as_ref().or(self.rows.pages.as_ref())?.get(row)?;
        let page = self.pages.get(usize::try_from(page).ok()?)?;
        let known_on = *of.known_on.as_ref().or(self.rows.known_on.as_ref())?.get(row)?;
        Some(Origin {
            file: Arc::clone(&page.file),
            sheet: page.sheet.clone(),
            row: *of.rows.as_ref().or(self.rows.rows.as_ref())?.get(row)?,
            column: *of.columns.get(row)?,
            text: of.texts.get(row)?.to_owned(),
            source: page.source.clone(),
            entered_by: page.entered_by.clone(),
            known_on: if known_on == NO_DAY { None } else { Some(day_of(known_on)?) },
        })
    }
}

impl OriginColumn {
    fn slice(&self, rows: &Range<usize>) -> Option<OriginColumn> {
        fn of<T: Clone>(all: Option<&Vec<T>>, rows: &Range<usize>) -> Option<Option<Vec<T>>> {
            all.map_or(Some(None), |all| all.get(rows.clone()).map(|all| Some(all.to_vec())))
        }
        Some(OriginColumn {
            pages: of(self.pages.as_ref(), rows)?,
            rows: of(self.rows.as_ref(), rows)?,
            columns: self.columns.get(rows.clone())?.to_vec(),
            texts: Texts { codes: self.texts.codes.get(rows.clone())?.to_vec(), strings: self.texts.strings.clone() },
            known_on: of(self.known_on.as_ref(), rows)?,
        })
    }
}

fn page(origin: &Origin) -> Page {
    Page {
        file: Arc::clone(&origin.file),
        sheet: origin.sheet.clone(),
        source: origin.source.clone(),
        entered_by: origin.entered_by.clone(),
    }
}

/// All but the texts.
fn fields<'o>(numbers: &BTreeMap<Page, u32>, origins: impl Iterator<Item = Option<&'o Origin>> + Clone) -> OriginColumn {
    let number = |o: &Origin| numbers.get(&page(o)).copied().unwrap_or(0);
    OriginColumn {
        pages: Some(origins.clone().map(|o| o.map_or(0, number)).collect()),
        rows: Some(origins.clone().map(|o| o.map_or(0, |o| o.row)).collect()),
        columns: origins.clone().map(|o| o.map_or(0, |o| o.column)).collect(),
        texts: Texts::default(),
        known_on: Some(origins.map(|o| o.and_then(|o| o.known_on).map_or(NO_DAY, day_number)).collect()),
    }
}

/// True if the two say something else for a filled cell.
fn differs<T: PartialEq>(of: &[T], of_rows: Option<&[T]>, filled: &[bool]) -> bool {
    of.iter().zip(of_rows.unwrap_or_default()).zip(filled).any(|((a, b), filled)| *filled && a != b)
}

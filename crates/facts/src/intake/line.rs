//! One row of a table that the language itself knows (认定): its cells by what they are for, and the problem where one is missing.

use jiff::civil::Date;
use quanheng_sheet::{CellValue, Row as SheetRow};

use super::cell_value::{CellIn, Read, World, says_nothing};
use super::heading::{Layout, Wanted};
use super::page::{Page, shown};
use super::reported::Reported;
use super::table_found::{ENTERED_BY, GROUNDS, KNOWN_ON, SOURCE};
use crate::fact::Held;
use crate::origin::Origin;
use crate::problem::{Place, Problem};
use crate::problems::{cell_beyond_headings, not_a_date, required_blank};
use crate::value::{Type, Value};

/// A row, and what is needed to read it.
pub(crate) struct Line<'a> {
    pub world: World<'a>,
    pub page: &'a Page<'a>,
    pub layout: &'a Layout,
    pub wanted: &'a [Wanted],
    pub row: &'a SheetRow,
}

impl Line<'_> {
    /// The cell under a heading, if it says anything.
    pub(crate) fn value(&self, at: usize) -> Option<&CellValue> {
        self.row.get(self.layout.column(at)?.column).filter(|v| !says_nothing(v))
    }

    /// What stands there, as people see it.
    pub(crate) fn text(&self, at: usize) -> Option<String> {
        self.value(at).map(shown)
    }

    pub(crate) fn place(&self, at: usize) -> Place {
        match self.layout.column(at) {
            Some(found) => self.page.place_of(self.row.number, found.column),
            None => self.page.place_of_row(self.row.number),
        }
    }

    /// What a column is called.
    pub(crate) fn name(&self, at: usize) -> &str {
        self.wanted.get(at).map_or("", |w| w.name.as_str())
    }

    pub(crate) fn required(&self, at: usize) -> Result<String, Box<Problem>> {
        self.text(at).ok_or_else(|| Box::new(required_blank::problem(self.place(at), self.name(at))))
    }

    /// The cell as a value of a type; `None` where it is empty.
    pub(crate) fn read(&self, at: usize, ty: &Type) -> Result<Option<Held>, Box<Problem>> {
        let Some(value) = self.row.get(self.layout.column(at).map_or(0, |c| c.column)) else { return Ok(None) };
        let cell = CellIn { value, place: self.place(at), column: self.name(at), unit: None };
        match self.world.read(&cell, ty) {
            Read::Empty => Ok(None),
            Read::Value(held) => Ok(Some(held)),
            Read::Bad(problem) => Err(Box::new(problem)),
        }
    }

    /// The one value of a type that must stand there.
    pub(crate) fn required_value(&self, at: usize, ty: &Type) -> Result<Value, Box<Problem>> {
        match self.read(at, ty)? {
            Some(Held::Exactly(value)) => Ok(value),
            Some(Held::Between(_, _)) => {
                Err(Box::new(not_a_date::problem(self.place(at), &self.text(at).unwrap_or_default(), self.name(at))))
            }
            None => Err(Box::new(required_blank::problem(self.place(at), self.name(at)))),
        }
    }

    /// A day that is known to the day; `None` where the cell is empty.
    pub(crate) fn day(&self, at: usize) -> Result<Option<Date>, Box<Problem>> {
        match self.read(at, &Type::Date)? {
            Some(Held::Exactly(Value::Date(day))) => Ok(Some(day)),
            Some(_) => Err(Box::new(not_a_date::problem(self.place(at), &self.text(at).unwrap_or_default(), self.name(at)))),
            None => Ok(None),
        }
    }

    pub(crate) fn required_day(&self, at: usize) -> Result<Date, Box<Problem>> {
        self.day(at)?.ok_or_else(|| Box::new(required_blank::problem(self.place(at), self.name(at))))
    }

    /// Where the value under a heading came from, with what the row itself says of its source.
    pub(crate) fn origin(&self, at: usize) -> Result<Origin, Box<Problem>> {
        let column = self.layout.column(at).map_or(1, |c| c.column);
        let mut origin = self.page.origin(self.row.number, column, self.text(at).unwrap_or_default());
        let meta = |name: &str| self.wanted.iter().position(|w| w.name == name);
        if let Some(at) = meta(KNOWN_ON)
            && let Some(day) = self.day(at)?
        {
            origin.known_on = Some(day);
        }
        for name in [GROUNDS, SOURCE] {
            if let Some(text) = meta(name).and_then(|at| self.text(at)) {
                origin.source = Some(text.into());
            }
        }
        if let Some(text) = meta(ENTERED_BY).and_then(|at| self.text(at)) {
            origin.entered_by = Some(text.into());
        }
        Ok(origin)
    }
}

/// Reads each row below the headings that says something in one of these columns.
pub(crate) fn each<'a, T>(
    world: World<'a>,
    page: &'a Page<'a>,
    layout: &'a Layout,
    wanted: &'a [Wanted],
    telling: &[usize],
    problems: &mut Reported,
    read: impl Fn(&Line<'a>) -> Result<T, Box<Problem>>,
) -> Vec<T> {
    let mut found = Vec::new();
    for row in page.sheet.rows.iter().filter(|r| r.number >= layout.first_data_row) {
        let line = Line { world, page, layout, wanted, row };
        if !telling.iter().any(|at| line.value(*at).is_some()) || layout.repeats_headings(page, row) {
            continue;
        }
        if page.sheet_name().is_none()
            && let Some(cell) = layout.beyond(row)
        {
            problems.push(cell_beyond_headings::row_not_read(page.place_of(row.number, cell.column), &shown(&cell.value)));
            continue;
        }
        match read(&line) {
            Ok(one) => found.push(one),
            Err(problem) => problems.push(*problem),
        }
    }
    found
}

//! Tables as clerks lay them out: a title over everything, headings on two levels, notes and a total below.

use crate::book::{Cell, Merged, Sheet};

/// A table before it is laid out.
#[derive(Clone, Debug, Default)]
pub struct Table {
    pub title: String,
    /// Below the title, e.g. the unit of all amounts.
    pub above: Vec<String>,
    /// Upper and lower heading; an empty upper one: a single heading over both levels.
    pub headings: Vec<(&'static str, &'static str)>,
    pub rows: Vec<Vec<Cell>>,
    /// Lines below, each in the first column.
    pub below: Vec<Vec<Cell>>,
    /// Rows of data that are hidden, counted from nought.
    pub hidden: Vec<u32>,
}

impl Table {
    /// A table with single headings.
    #[must_use]
    pub fn plain(headings: &[&'static str]) -> Table {
        Table { headings: headings.iter().map(|h| ("", *h)).collect(), ..Table::default() }
    }

    /// With a title.
    #[must_use]
    pub fn titled(mut self, title: &str) -> Table {
        self.title = title.to_owned();
        self
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(cells);
    }

    /// Adds a line below.
    #[must_use]
    pub fn note(mut self, text: &str) -> Table {
        self.below.push(vec![Cell::text(text)]);
        self
    }

    /// The sheet.
    #[must_use]
    pub fn sheet(&self, name: &str) -> Sheet {
        let columns = u32::try_from(self.headings.len()).unwrap_or(1);
        let mut sheet = Sheet::new(name);
        if !self.title.is_empty() {
            sheet = sheet.title(&self.title, columns);
        }
        for line in &self.above {
            sheet.push(vec![Cell::text(line)]);
        }
        self.head(&mut sheet);
        let first = u32::try_from(sheet.rows.len()).unwrap_or(0);
        sheet.rows.extend(self.rows.iter().cloned());
        sheet.hidden = self.hidden.iter().map(|at| first + at).collect();
        sheet.rows.extend(self.below.iter().cloned());
        sheet
    }

    fn head(&self, sheet: &mut Sheet) {
        let at = u32::try_from(sheet.rows.len()).unwrap_or(0);
        if self.headings.iter().all(|(upper, _)| upper.is_empty()) {
            sheet.push(self.headings.iter().map(|(_, lower)| Cell::text(lower)).collect());
            return;
        }
        let (mut upper_row, mut lower_row) = (Vec::new(), Vec::new());
        let mut column = 0_u32;
        while let Some((upper, lower)) = self.headings.get(usize::try_from(column).unwrap_or(usize::MAX)) {
            if upper.is_empty() {
                sheet.merged.push(Merged { rows: (at, at + 1), columns: (column, column) });
                upper_row.push(Cell::text(lower));
                lower_row.push(Cell::Empty);
                column += 1;
                continue;
            }
            let group: Vec<_> =
                self.headings.iter().skip(usize::try_from(column).unwrap_or(0)).take_while(|(other, _)| other == upper).collect();
            let last = column + u32::try_from(group.len()).unwrap_or(1) - 1;
            if last > column {
                sheet.merged.push(Merged { rows: (at, at), columns: (column, last) });
            }
            for (place, (_, lower)) in group.iter().enumerate() {
                upper_row.push(if place == 0 { Cell::text(upper) } else { Cell::Empty });
                lower_row.push(Cell::text(lower));
            }
            column = last + 1;
        }
        sheet.push(upper_row);
        sheet.push(lower_row);
    }
}

//! One column: its values, which cells are filled, and which are known only to lie between two values.

use std::ops::Range;

use crate::fact::Held;
use crate::value::{EnumDef, Type, Value};

use super::values::{Bits, Values};

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What each cell holds; the lower end where it is known only between two.
    pub values: Values,
    /// Which cells are filled; `None`: all are.
    pub filled: Option<Bits>,
    /// The upper ends; `None`: every cell is known exactly.
    pub upper: Option<Upper>,
}

/// The upper ends of what is known only to lie between two values (a date of which only the month is known).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upper {
    /// Which cells these are.
    pub between: Bits,
    /// For each row; where the cell is known exactly, its value.
    pub values: Values,
}

impl Column {
    /// The column of these cells. `None` where one of them is not of the type.
    #[must_use]
    pub fn of(ty: &Type, many: bool, enums: &[EnumDef], cells: &[Option<&Held>]) -> Option<Column> {
        let lower: Vec<Option<&Value>> = cells.iter().map(|cell| cell.map(Held::lowest)).collect();
        let filled = Bits::of(cells.iter().map(Option::is_some));
        let between = Bits::of(cells.iter().map(|cell| matches!(cell, Some(Held::Between(_, _)))));
        let mut upper = None;
        if between.count() > 0 {
            let values: Vec<Option<&Value>> = cells.iter().map(|cell| cell.map(Held::highest)).collect();
            upper = Some(Upper { between, values: Values::of(ty, many, enums, &values)? });
        }
        Some(Column { values: Values::of(ty, many, enums, &lower)?, filled: (!filled.all()).then_some(filled), upper })
    }

    /// The column of a stretch of rows; `None` where there are not so many.
    #[must_use]
    pub fn slice(&self, rows: Range<usize>) -> Option<Column> {
        let filled = match &self.filled {
            Some(bits) => Some(bits.slice(rows.clone())?),
            None => None,
        };
        let upper = match &self.upper {
            Some(upper) => Some(Upper { between: upper.between.slice(rows.clone())?, values: upper.values.slice(rows.clone())? }),
            None => None,
        };
        Some(Column { values: self.values.slice(rows)?, filled, upper }.trimmed())
    }

    /// The same without what says nothing: that every cell is filled, or known exactly.
    #[must_use]
    pub fn trimmed(self) -> Column {
        let filled = self.filled.filter(|bits| !bits.all());
        let upper = self.upper.filter(|upper| upper.between.count() > 0);
        Column { filled, upper, ..self }
    }

    /// True if the cell of this row is filled.
    #[must_use]
    pub fn is_filled(&self, row: usize) -> bool {
        self.filled.as_ref().is_none_or(|bits| bits.get(row))
    }

    /// What the filled cell of this row holds, in a column of this type; `None` where the values are not of it.
    #[must_use]
    pub fn held(&self, row: usize, ty: &Type) -> Option<Held> {
        let lower = self.values.get(row, ty)?;
        match self.upper.as_ref().filter(|upper| upper.between.get(row)) {
            Some(upper) => Some(Held::Between(lower, upper.values.get(row, ty)?)),
            None => Some(Held::Exactly(lower)),
        }
    }
}

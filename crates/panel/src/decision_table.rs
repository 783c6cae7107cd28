//! A 判定表 made ready to be looked up: its columns as stretches of values, and what each of its rows gives.
//!
//! In: the cells of its columns, each a comparison with constants (`decision_table/axis.rs`). Out: for each value of a column the class of rows it
//! meets. Deliberately absent: who is looked up, and what a class over all columns gives (`scene/kernels/table.rs`).

mod axis;

pub(crate) use axis::{Axis, Places, Rows, each, first_of, is_one};
use quanheng_policy::syntax::tree::Hit;

/// The class of a row of which a column is open.
pub(crate) const OPEN_CLASS: u32 = u32::MAX;

/// A table made ready: what does not hang on who asks.
pub(crate) struct Ready {
    pub hit: Hit,
    pub axes: Vec<Axis>,
    /// What each row gives; `None`: more than a plain value.
    pub gives: Vec<Option<i64>>,
    /// The row 其余.
    pub rest: Option<usize>,
}

/// Where a class stands among those of its column.
pub(crate) fn place(class: u32) -> usize {
    usize::try_from(class).unwrap_or(usize::MAX)
}

//! 判定表, checked.

use super::Expr;
use crate::syntax::tree::Hit;

/// A table that gives a value by its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub hit: Hit,
    /// What is read, column by column.
    pub heads: Vec<Expr>,
    pub rows: Vec<DecisionRow>,
    /// 官方: where this has a value, it is the value.
    pub official: Option<Expr>,
    /// Of 唯一: it is proven that no two rows hold together.
    pub apart: bool,
    /// Of 唯一: it is proven that some row always holds.
    pub whole: bool,
}

/// A row: from its lowest to its highest value (the same but for levels whose criteria were not obtained).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionRow {
    pub least: Expr,
    pub greatest: Expr,
    /// One for each head; `None`: no condition.
    pub cells: Vec<Option<Expr>>,
    /// 其余: it holds where no other row does.
    pub rest: bool,
}

impl Decision {
    /// Everything in it.
    #[must_use]
    pub fn parts(&self) -> Vec<&Expr> {
        let rows = self.rows.iter().flat_map(|r| [&r.least, &r.greatest].into_iter().chain(r.cells.iter().flatten()));
        self.heads.iter().chain(rows).chain(&self.official).collect()
    }

    /// Everything in it, to be changed.
    pub fn parts_mut(&mut self) -> Vec<&mut Expr> {
        let rows = self.rows.iter_mut().flat_map(|r| [&mut r.least, &mut r.greatest].into_iter().chain(r.cells.iter_mut().flatten()));
        self.heads.iter_mut().chain(rows).chain(&mut self.official).collect()
    }
}

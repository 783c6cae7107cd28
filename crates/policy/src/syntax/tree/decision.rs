//! 判定表 as written: its clauses, its heads and its rows.

use super::{Expr, IndexItem, Path, Span, TypeText, Validity, Word};
use crate::keywords::Keyword;

/// 判定表 安全事故.级别：事件级别，取 任一达到的最高级，见下表 + its Markdown table
#[derive(Clone, Debug)]
pub struct Decision {
    pub path: Path,
    pub index: Vec<IndexItem>,
    pub ty: TypeText,
    pub hit: Hit,
    pub validity: Option<Validity>,
    /// 缺级 … 未得
    pub not_obtained: Vec<Word>,
    /// 官方 栏
    pub official: Option<Path>,
    /// What stands over the columns after the first.
    pub heads: Vec<Expr>,
    pub rows: Vec<DecisionRow>,
    /// A cell could not be read; that was told.
    pub broken: bool,
}

/// Which row of a 判定表 gives the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hit {
    /// 唯一: the one row all of whose cells hold.
    Unique,
    /// 任一达到的最高级: the highest level of which any measure is reached.
    HighestMet,
    /// 全部: every row all of whose cells hold, added up.
    EachRow,
}

impl Hit {
    /// The word for it after 取.
    #[must_use]
    pub fn keyword(self) -> Keyword {
        match self {
            Hit::Unique => Keyword::Unique,
            Hit::HighestMet => Keyword::HighestMet,
            Hit::EachRow => Keyword::EachRow,
        }
    }
}

/// One row.
#[derive(Clone, Debug)]
pub struct DecisionRow {
    /// The value; the lower end of `一般…较大`.
    pub least: Expr,
    pub greatest: Option<Expr>,
    pub cells: Vec<DecisionCell>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum DecisionCell {
    /// —: no condition.
    Always,
    /// 其余
    Rest(Span),
    /// `≥ 30`, `≥ 10，< 30`
    When(Expr),
    /// `县城`, `是`, `甲、乙`: these values of what stands over the column.
    Values(Vec<Expr>, Span),
}

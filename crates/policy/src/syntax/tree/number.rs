//! 设, 参数, 改, 停用: numbers and choices, and what a pack changes of those below it.

use jiff::civil::Date;

use super::{Expr, Path, Span, Start, Target, TypeText, Word};

/// 设 x = v，由「…」于 2018-01-15，因「…」
#[derive(Clone, Debug)]
pub struct Settle {
    pub target: Path,
    /// Which cell of a family: `完成率下限（安全生产）`.
    pub cell: Vec<Word>,
    pub value: Expr,
    pub by: Word,
    pub on: Date,
    pub because: Word,
}

/// 参数 x：type 自 … 为 …
#[derive(Clone, Debug)]
pub struct Param {
    pub name: Path,
    pub ty: TypeText,
    pub values: Vec<(Start, Given)>,
}

/// What a number is from some year on.
#[derive(Clone, Debug)]
pub enum Given {
    One(Expr),
    /// Of the type 表.
    Table(Vec<Cell>),
}

/// `县市 × 一等、二等 → 5万元`
#[derive(Clone, Debug)]
pub struct Cell {
    /// One list for each enum it is indexed by; empty: 其余.
    pub keys: Vec<Vec<Word>>,
    pub value: Expr,
    pub span: Span,
}

impl Given {
    /// Every value in it.
    #[must_use]
    pub fn values(&self) -> Vec<&Expr> {
        match self {
            Given::One(value) => vec![value],
            Given::Table(cells) => cells.iter().map(|cell| &cell.value).collect(),
        }
    }
}

/// 改 pack·x 自 … 为 …
#[derive(Clone, Debug)]
pub struct Amend {
    pub target: Path,
    /// `安全事故.级别「重大·死亡」`: a number of a 判定表.
    pub label: Option<Word>,
    /// Which cell of a 参数 of the type 表: `奖金标准（一等）`.
    pub cell: Vec<Word>,
    pub values: Vec<(Start, Given)>,
}

/// 停用 pack·x「label」 自 …
#[derive(Clone, Debug)]
pub struct Repeal {
    pub target: Target,
    pub from: Start,
}

//! 分档 and 分配 as written.

use super::{Expr, IndexItem, Key, Path, People, Span, TypeText, Validity, Word};

/// 分档 县区.档次（年度） 从 … 依 … 切 优 → 20%；良 → 其余 取整 …，按累计 割线并列 … 缺值 …
#[derive(Clone, Debug)]
pub struct Tiers {
    pub path: Path,
    pub index: Vec<IndexItem>,
    /// `：等次`; without it the tiers are an enum of their own.
    pub ty: Option<TypeText>,
    pub validity: Option<Validity>,
    pub people: Option<People>,
    pub keys: Vec<Key>,
    pub cuts: Vec<Cut>,
    pub rounding: Option<Expr>,
    /// 按累计
    pub cumulated: Option<Span>,
    pub cut_ties: Option<Expr>,
    pub missing: Option<Expr>,
}

/// `优 → 20%`, `良 → 其余`
#[derive(Clone, Debug)]
pub struct Cut {
    pub tier: Word,
    /// `None`: 其余.
    pub take: Option<Expr>,
    pub span: Span,
}

/// 分配 县区.应得（年度） 给 … 分组 … 金额 … 按 … 精确到 分 尾差 最大余数，余数相同 依 …
#[derive(Clone, Debug)]
pub struct Share {
    pub path: Path,
    pub index: Vec<IndexItem>,
    pub validity: Option<Validity>,
    pub people: Option<People>,
    pub amount: Option<Expr>,
    pub weight: Option<Expr>,
    /// 精确到: the smallest part.
    pub exact_to: Option<Word>,
    pub remainder: Option<Expr>,
    /// 余数相同 依 …
    pub ties: Vec<Key>,
}

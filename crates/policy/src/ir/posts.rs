//! Posts in the checked program: which tenures are meant, on what day, and what is asked of them.

use quanheng_facts::schema::{ColumnId, TableId};
use quanheng_facts::value::{EnumId, Value};

use super::{Day, Expr, PackIx};

/// 职务组: a name for some values of the enum of posts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostGroup {
    pub name: String,
    pub pack: PackIx,
    pub of: EnumId,
    /// Values of that enum.
    pub values: Vec<Value>,
}

/// `任职(主要负责人)`, `任职(分管 含 安全生产)`: some of the rows of the table of tenures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posts {
    pub table: TableId,
    /// The column that names the person.
    pub person: ColumnId,
    /// The column that names the unit.
    pub unit: ColumnId,
    /// The column that names the post, if the table has one.
    pub post: Option<ColumnId>,
    /// Which of them, said of a tenure; `None`: all.
    pub when: Option<Box<Expr>>,
}

/// The day, or the manner, by which somebody counts as being in a post: `以 … 为准`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// A named day of the year at hand.
    Day(Day),
    /// A date.
    On(Box<Expr>),
    /// 事发日: the day of what happened.
    DayOfEvent,
    /// 决定日: the day on which it is decided, which a run may not know.
    DayOfDecision,
    /// A value of 在任时点, settled or open.
    Held(Box<Expr>),
}

/// `任职(主要负责人) 以 测评日 为准`, `存在(任职，当 …，以 … 为准)`: whether the entity at hand held (or had) such a post then;
/// `计数(…)`: how many tenures of such posts it held (or had).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InPost {
    pub posts: Posts,
    /// The column of the table that names the entity at hand: its person, or its unit.
    pub concerns: ColumnId,
    pub at: Anchor,
    /// 计数: a number instead of a truth.
    pub counted: bool,
}

/// How much of a year a tenure fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Served {
    /// 在任月数: months on whose last day the post was held.
    Months,
    /// 在任天数: days.
    Days,
}

/// The enum 在任时点, in its order; see [`super::CLAUSE_ENUMS`].
pub const TIMEPOINTS: &[&str] = &["年末在任", "全年在任", "在任半年以上", "当年曾在任", "事发日在任", "决定日在任"];

/// The enum 跨任方式, in its order.
pub const SPLITS: &[&str] = &["都在任才算", "后一次在任即算", "各次在任都算"];

impl Anchor {
    /// The expression in it, if there is one.
    #[must_use]
    pub fn expr(&self) -> Option<&Expr> {
        match self {
            Anchor::On(expr) | Anchor::Held(expr) => Some(expr),
            Anchor::Day(_) | Anchor::DayOfEvent | Anchor::DayOfDecision => None,
        }
    }

    /// The expression in it, to be changed.
    pub fn expr_mut(&mut self) -> Option<&mut Expr> {
        match self {
            Anchor::On(expr) | Anchor::Held(expr) => Some(expr),
            Anchor::Day(_) | Anchor::DayOfEvent | Anchor::DayOfDecision => None,
        }
    }
}

impl InPost {
    /// What is worked out for the entity at hand.
    #[must_use]
    pub fn parts(&self) -> Vec<&Expr> {
        self.posts.when.as_deref().into_iter().chain(self.at.expr()).collect()
    }

    /// The same, to be changed.
    pub fn parts_mut(&mut self) -> Vec<&mut Expr> {
        self.posts.when.as_deref_mut().into_iter().chain(self.at.expr_mut()).collect()
    }
}

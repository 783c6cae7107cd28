//! Conclusions in the checked program: their kinds, whom they reach, what they set aside; and the registers of matters.

use quanheng_facts::schema::{Schema, TableId};
use quanheng_facts::value::{KindId, Type};

use super::{Anchor, ArticleIx, Expr, PackIx, Posts, VariableId};
use crate::syntax::tree::Span;

/// 结论类: title, money, candidate, matter to verify …
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutcomeKind {
    pub name: String,
    pub pack: PackIx,
    pub fields: Vec<OutcomeField>,
    pub article: Option<ArticleIx>,
    pub span: Span,
}

/// A field of a kind of conclusion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutcomeField {
    pub name: String,
    pub ty: Type,
}

/// 登记: the matters that may be tolerated, cleared, set aside. Its kind holds every record, and every row, of its tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatterRegister {
    pub name: String,
    pub kind: KindId,
    pub tables: Vec<TableId>,
}

/// 结论: a proposal. Its condition is a variable; so are what it gives and each of its fields.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub label: String,
    /// `shaanxi-2016/能上能下#第七条/退位`
    pub id: String,
    /// Place in [`Program::outcome_kinds`].
    pub kind: usize,
    pub pack: PackIx,
    pub article: Option<ArticleIx>,
    pub span: Span,
    /// Whether it is met, a yes or no.
    pub variable: VariableId,
    /// 限: only entities of these kinds.
    pub limit: Vec<KindId>,
    pub reaches: Vec<Reach>,
    pub disregards: Vec<Disregard>,
    /// 给予
    pub grants: Option<VariableId>,
    /// By their places in the kind's fields.
    pub fields: Vec<(usize, VariableId)>,
    /// 名义
    pub in_name_of: Vec<String>,
}

/// 涉及: who is reached, on which day.
#[derive(Clone, Debug)]
pub struct Reach {
    pub who: Vec<Who>,
    /// 以 … 为准
    pub anchor: Option<Anchor>,
    /// 分属两任时, a 跨任方式.
    pub split: Option<Expr>,
    pub when: Option<Expr>,
    pub span: Span,
}

/// One of those reached.
#[derive(Clone, Debug)]
pub enum Who {
    /// 本人: the person it is about.
    Own,
    /// Whoever held one of these posts in the unit.
    Posts(Posts),
    /// A list of persons, or one.
    Listed(Expr),
    /// The same, of each record of a table that the condition counted.
    Each { table: TableId, of: Expr },
}

/// 不计: matters of these tables of which `by` says yes are left out when the condition is looked at again.
#[derive(Clone, Debug)]
pub struct Disregard {
    pub by: VariableId,
    pub tables: Vec<TableId>,
    pub pack: PackIx,
    pub span: Span,
}

impl Outcome {
    /// Whether it is about entities of a kind (限).
    #[must_use]
    pub fn is_about(&self, kind: KindId, schema: &Schema) -> bool {
        self.limit.is_empty() || self.limit.iter().any(|wide| schema.is_kind(kind, *wide))
    }
}

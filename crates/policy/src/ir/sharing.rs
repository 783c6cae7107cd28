//! Set rules beside rankings and lists: 分档 and 分配; and what the quota of a list counts.

use quanheng_facts::exact::Exact;
use quanheng_facts::value::Value;

use super::{Expr, Key, Population};

/// 计数: whether the quota is of members or of units.
#[derive(Clone, Debug)]
pub struct Counting {
    /// 成员 or 单位.
    pub way: Expr,
    pub unit: UnitOf,
}

/// Whose a member is.
#[derive(Clone, Debug)]
pub enum UnitOf {
    /// Its superior's.
    Superior,
    /// Of the unit in a column of its own: that of a tenure, an event.
    Reading(Expr),
}

impl Counting {
    /// Everything in it.
    #[must_use]
    pub fn parts(&self) -> Vec<&Expr> {
        let unit = if let UnitOf::Reading(reading) = &self.unit { Some(reading) } else { None };
        std::iter::once(&self.way).chain(unit).collect()
    }

    /// Everything in it, to be changed.
    pub fn parts_mut(&mut self) -> Vec<&mut Expr> {
        let unit = if let UnitOf::Reading(reading) = &mut self.unit { Some(reading) } else { None };
        std::iter::once(&mut self.way).chain(unit).collect()
    }
}

/// 分档
#[derive(Clone, Debug)]
pub struct Tiers {
    pub population: Population,
    pub keys: Vec<Key>,
    /// From the best tier down.
    pub cuts: Vec<TierCut>,
    /// The tier of all others.
    pub rest: Value,
    /// Of the running total; said where the quotas are ratios.
    pub rounding: Option<Expr>,
    pub cut_ties: Expr,
    pub missing: Expr,
}

/// A tier and its own quota: a whole number, or a ratio of those who take part.
#[derive(Clone, Debug)]
pub struct TierCut {
    pub tier: Value,
    pub take: Expr,
}

/// 分配
#[derive(Clone, Debug)]
pub struct Share {
    pub population: Population,
    /// What is read of each member: the amount to be shared in its group, its weight, then the keys that break ties.
    pub figures: Vec<Key>,
    /// The smallest part, in 分.
    pub exact_to: Exact,
    pub remainder: Expr,
}

impl Share {
    /// The keys that break ties between equal remainders.
    #[must_use]
    pub fn ties(&self) -> &[Key] {
        self.figures.get(2..).unwrap_or_default()
    }
}

//! Set rules beside rankings and lists: 分档 and 分配.

use quanheng_facts::exact::Exact;
use quanheng_facts::value::Value;

use super::{Expr, Key, Population};

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

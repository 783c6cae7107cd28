//! Figures put on one scale, and weighted together: 归一 and 加权.

use quanheng_facts::value::KindId;

use super::Expr;

/// A figure on the scale of those it is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Normalise {
    /// Read of everybody compared; 不适用: not among them.
    pub of: Expr,
    pub among: Among,
    pub method: Expr,
    /// Said exactly where `method` may be 标准分.
    pub standard: Option<Standard>,
}

/// Who is compared with the entity at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Among {
    pub kind: KindId,
    /// 组: those with an equal value; `None`: all of the kind.
    pub group: Option<Expr>,
}

/// 标准分: how it is rounded, and whether those compared are everybody or a sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standard {
    pub places: Expr,
    pub rounding: Expr,
    pub sample: Expr,
}

/// Several figures, each with its weight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weighted {
    /// Figure and weight.
    pub items: Vec<(Expr, Expr)>,
    /// 缺项方式, where one is said: what becomes of a figure that is 不适用.
    pub missing: Option<Expr>,
    /// Over whom 记组平均 takes the average.
    pub among: Among,
}

/// The most places a 标准分 is rounded to.
pub const MOST_PLACES: i128 = 8;

impl Normalise {
    /// Everything in it.
    #[must_use]
    pub fn parts(&self) -> Vec<&Expr> {
        let standard = self.standard.iter().flat_map(|s| [&s.places, &s.rounding, &s.sample]);
        [&self.of].into_iter().chain(&self.among.group).chain([&self.method]).chain(standard).collect()
    }

    /// Everything in it, to be changed.
    pub fn parts_mut(&mut self) -> Vec<&mut Expr> {
        let Normalise { of, among, method, standard } = self;
        let standard = standard.iter_mut().flat_map(|s| [&mut s.places, &mut s.rounding, &mut s.sample]);
        [of].into_iter().chain(&mut among.group).chain([method]).chain(standard).collect()
    }
}

impl Weighted {
    /// Everything in it.
    #[must_use]
    pub fn parts(&self) -> Vec<&Expr> {
        self.items.iter().flat_map(|(of, weight)| [of, weight]).chain(&self.missing).chain(&self.among.group).collect()
    }

    /// Everything in it, to be changed.
    pub fn parts_mut(&mut self) -> Vec<&mut Expr> {
        let Weighted { items, missing, among } = self;
        items.iter_mut().flat_map(|(of, weight)| [of, weight]).chain(missing).chain(&mut among.group).collect()
    }
}

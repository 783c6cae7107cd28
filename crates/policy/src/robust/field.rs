//! A ranking, a list or tiers in one year, as numbers: who competes, in which group, by which keys, under which clauses.
//!
//! Values that do not hang on the weights are told by their places among all such values, so that comparing them is comparing whole
//! numbers. Unknown ones are stretches of places.

use std::collections::BTreeMap;

use quanheng_facts::exact::Rounding;

use crate::possible::Ends;

/// Everything a draw needs.
#[derive(Clone, Debug, Default)]
pub struct Field {
    pub members: Vec<Member>,
    /// For each member whose group is not known: whether it is in one group with each other member.
    pub open_groups: BTreeMap<usize, Vec<Option<bool>>>,
    /// From the first key on.
    pub keys: Vec<Key>,
    /// What the keys of a varied column refer to.
    pub scores: Vec<Score>,
    /// Rankings whose places are keys here.
    pub beneath: Vec<Field>,
    pub rule: SetRule,
    /// What is taken, each set of quotas once; see [`Member::takes`].
    pub takes: Vec<Vec<Ends>>,
}

/// One who competes, or may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// In the population for sure; else perhaps. Those who are surely outside are not here.
    pub inside: bool,
    /// Equal numbers are one group; of no meaning where the group is not known.
    pub group: u32,
    /// Barred: yes, no, or not known.
    pub vetoed: Option<bool>,
    /// Taken in directly.
    pub admitted: Option<bool>,
    pub unit: Unit,
    /// Every key that is the same in all draws is known.
    pub fixed_known: bool,
    /// The place of its quotas in [`Field::takes`].
    pub takes: usize,
    pub own_rule: OwnRule,
}

/// Whether its result is that of the set rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnRule {
    /// It is.
    Set,
    /// Another rule gives it, whatever the weights: an exception, something published.
    Another(Given),
    /// It may be, or else it is this: something that the rules turn on is not known, or may be in fault.
    Or(Given),
}

/// As what one is counted, where a list counts units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    Alone,
    Of(u32),
    Open,
}

/// One key of everybody.
#[derive(Clone, Debug)]
pub struct Key {
    pub descending: bool,
    pub of: KeyValues,
}

#[derive(Clone, Debug)]
pub enum KeyValues {
    /// The same in every draw.
    Fixed(Vec<Stretch>),
    /// By the place in [`Field::scores`]; `None`: no value.
    Varied(Vec<Option<usize>>),
    /// Places in one of [`Field::beneath`].
    Ranked {
        field: usize,
        of: Vec<Place>,
        /// The ranking keeps those whose keys are not known: its places are compared by what they come from.
        doubt: bool,
    },
    /// How each stands to each, row by row, where stretches say less than is known.
    Pairs(Vec<Vec<Standing>>),
}

/// A place that is a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Nothing,
    /// The same in every draw: from this number to that; and whether it is known.
    Constant(u32, u32, bool),
    /// Of this member of the ranking beneath.
    Of(usize),
}

/// A value, or what it can be, by its places among all values of its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stretch {
    Nothing,
    Places(u32, u32),
}

/// How one stands to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub better: bool,
    pub equal: bool,
    pub worse: bool,
}

/// A figure that may hang on the weights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// What it can be: the hull of all of these.
    pub cases: Vec<Case>,
    /// It may be 不适用 or a fault as well: then it is no known key.
    pub doubtful: bool,
}

/// One way a score comes about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Case {
    /// The same under all weights.
    Constant(Ends),
    /// Each figure with the number of its weight. Divided by all weights, or (`shared_out`) by those of the figures that are there.
    Weighted { figures: Vec<(usize, Ends)>, shared_out: bool },
}

/// What to do with a member whose key is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Missing {
    #[default]
    Doubt,
    Exclude,
    Last,
}

/// The kind of ranking. Each way in which clauses left open may turn out stands for itself.
#[derive(Clone, Debug)]
pub enum SetRule {
    Rank { missing: Vec<Missing> },
    List { ways: Vec<ListWay>, ratio: bool },
    Tiers { ways: Vec<TierWay> },
}

impl Default for SetRule {
    fn default() -> SetRule {
        SetRule::Rank { missing: vec![Missing::Doubt] }
    }
}

/// How a list is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListWay {
    /// By its place in its clause enum.
    pub cut: u32,
    pub missing: Missing,
    /// 递补
    pub moves_up: bool,
    /// The base counts those who are barred, too.
    pub base_all: bool,
    pub rounding: Option<Rounding>,
    /// 占名额
    pub takes_place: bool,
    pub by_unit: bool,
}

/// How tiers are cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TierWay {
    pub cut: u32,
    pub missing: Missing,
    pub rounding: Option<Rounding>,
}

/// What a draw gives a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    pub verdict: Verdict,
    /// The first and the last place it may have; of lists and tiers, among those it competes with, by the keys that the cut goes by.
    /// `None`: it does not compete.
    pub places: Option<(usize, usize)>,
    /// It may be outside, or in fault, as well.
    pub doubt: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A ranking gives places, and nothing else.
    Placed,
    In,
    Out,
    /// In or out.
    Open,
    /// In one of these tiers, counted from the best: from the first to the last of them.
    Tier(usize, usize),
    /// Not part of it.
    Outside,
    /// A tie at the cut that no key breaks, or something that cannot be carried out.
    Fault,
}

impl Given {
    /// Without a place.
    #[must_use]
    pub fn plain(verdict: Verdict) -> Given {
        Given { verdict, places: None, doubt: false }
    }

    /// Everything either may be.
    pub(crate) fn hull(self, other: Given) -> Given {
        let places = match (self.places, other.places) {
            (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
            (a, b) => a.or(b),
        };
        let doubt = self.doubt || other.doubt;
        let (verdict, differ) = match (self.verdict, other.verdict) {
            (a, b) if a == b => (a, false),
            (Verdict::Tier(a, b), Verdict::Tier(c, d)) => (Verdict::Tier(a.min(c), b.max(d)), false),
            (Verdict::In | Verdict::Out | Verdict::Open, _) | (_, Verdict::In | Verdict::Out | Verdict::Open) => (Verdict::Open, false),
            // Outside or in fault, and otherwise a place or a tier.
            (Verdict::Outside, Verdict::Fault) => (Verdict::Outside, true),
            (Verdict::Outside | Verdict::Fault, one) | (one, _) => (one, true),
        };
        Given { verdict, places, doubt: doubt || differ }
    }
}

impl Standing {
    pub const EQUAL: Standing = Standing { better: false, equal: true, worse: false };

    pub(crate) fn surely_better(self) -> bool {
        self.better && !self.equal && !self.worse
    }

    pub(crate) fn surely_not_worse(self) -> bool {
        !self.worse
    }

    pub(crate) fn reversed(self) -> Standing {
        Standing { better: self.worse, equal: self.equal, worse: self.better }
    }

    /// By the keys so far, and then by the next where those are equal.
    pub(crate) fn then(self, next: Standing) -> Standing {
        Standing { better: self.better || next.better, equal: next.equal, worse: self.worse || next.worse }
    }
}

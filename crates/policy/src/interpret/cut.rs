//! Cut lines: how many stand before one, and whether that is few enough. What 名单 and 分档 share.
//!
//! In: a member and those who may stand in its way. Out: whether it is surely, and whether it may be, above a line. Deliberately
//! absent: where the line is drawn, and who does not compete.

use std::collections::BTreeSet;

use quanheng_facts::exact::Rounding;
use quanheng_facts::value::EntityIx;

use super::group::{Competition, Member, Missing, Standing, standing};
use crate::ir::Key;

/// One who may stand in the way of another.
pub(super) struct Rival<'c> {
    pub member: &'c Member,
    /// Surely in the same group.
    pub there: bool,
    /// How it stands to the other: by the first key, and by all.
    pub first: Standing,
    pub all: Standing,
}

pub(super) fn rivals_of<'c>(competition: &'c Competition, own: &'c Member, keys: &[Key], missing: Missing) -> Vec<Rival<'c>> {
    if own.inside(missing) == Some(false) {
        return Vec::new();
    }
    let stand = |member: &'c Member, there: bool| {
        let first = standing(member, own, keys, 1, missing);
        let all = if keys.len() == 1 { first } else { standing(member, own, keys, keys.len(), missing) };
        Rival { member, there, first, all }
    };
    competition.rivals(own, missing).map(|(member, there)| stand(member, there)).collect()
}

impl Rival<'_> {
    /// Whether it stands surely before the other, or surely behind it; then nothing else of it matters.
    pub fn stands_apart(&self, sure: bool) -> bool {
        sure && (self.first.surely_better() || (self.first.worse && !self.first.better && !self.first.equal))
    }

    /// Surely level with the other by the first key.
    pub fn surely_level(&self) -> bool {
        self.first.equal && !self.first.better && !self.first.worse
    }
}

/// How many: surely, and at most. Counted one by one, or each unit once.
#[derive(Clone, Debug, Default)]
pub(super) struct Heads {
    one_by_one: (usize, usize),
    units: (BTreeSet<EntityIx>, BTreeSet<EntityIx>),
}

impl Heads {
    /// `unit`: whose it is, where units are counted and it has one.
    pub fn add(&mut self, surely: bool, maybe: bool, unit: Option<EntityIx>) {
        let maybe = maybe || surely;
        match unit {
            None => {
                self.one_by_one.0 = self.one_by_one.0.saturating_add(usize::from(surely));
                self.one_by_one.1 = self.one_by_one.1.saturating_add(usize::from(maybe));
            }
            Some(unit) => {
                if surely {
                    self.units.0.insert(unit);
                }
                if maybe {
                    self.units.1.insert(unit);
                }
            }
        }
    }

    pub fn pair(&self) -> (usize, usize) {
        (self.one_by_one.0.saturating_add(self.units.0.len()), self.one_by_one.1.saturating_add(self.units.1.len()))
    }
}

/// Rivals ahead of one, and ahead or level; by the first key, and by all keys.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    ahead: Heads,
    level: Heads,
    ahead_all: Heads,
    level_all: Heads,
}

/// Where one stands to a cut line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    pub surely_above: bool,
    pub may_be_above: bool,
    /// By no key parted from others, so that the line would fall between equals.
    pub may_tie: bool,
    pub surely_tied: bool,
}

impl Tally {
    pub fn add(&mut self, rival: &Rival<'_>, sure: bool, unit: Option<EntityIx>) {
        let (first, all) = (rival.first, rival.all);
        self.ahead.add(sure && first.surely_better(), first.better, unit);
        self.level.add(sure && first.surely_not_worse(), first.better || first.equal, unit);
        self.ahead_all.add(sure && all.surely_better(), all.better, unit);
        self.level_all.add(sure && all.surely_not_worse(), all.better || all.equal, unit);
    }

    /// Those surely, and at most, ahead by the first key.
    pub fn ahead(&self) -> (usize, usize) {
        self.ahead.pair()
    }

    /// Above a line where fewer than the quota stand before one: for 全取 those ahead, for 全不取 those ahead or level, by the
    /// first key; for 依名次 those ahead by all keys, and a tie that no key breaks is told apart.
    pub fn cut(&self, quota: (i128, i128), way: u32) -> Cut {
        let fewer = |n: usize, places: i128| i128::try_from(n).is_ok_and(|n| n < places);
        let by = |heads: (usize, usize)| Cut {
            surely_above: fewer(heads.1, quota.0),
            may_be_above: fewer(heads.0, quota.1),
            may_tie: false,
            surely_tied: false,
        };
        match way {
            1 => by(self.level.pair()),
            2 => {
                let (ahead, level) = (self.ahead_all.pair(), self.level_all.pair());
                let possible_tie = fewer(ahead.0, quota.1) && !fewer(level.1, quota.0);
                Cut {
                    surely_above: fewer(level.1, quota.0),
                    may_be_above: fewer(ahead.0, quota.1),
                    may_tie: possible_tie && level.1 > ahead.0,
                    surely_tied: fewer(ahead.1, quota.0) && !fewer(level.0, quota.1),
                }
            }
            _ => by(self.ahead.pair()),
        }
    }
}

/// Whether an open clause makes a difference here: two runs that part in nothing else come out differently.
pub(super) fn matters<const N: usize, T: PartialEq>(clause: usize, tried: &[([u32; N], T)]) -> bool {
    let parts_only_there = |a: &[u32; N], b: &[u32; N]| a.iter().zip(b).enumerate().all(|(at, (x, y))| (x == y) != (at == clause));
    tried.iter().enumerate().any(|(at, (choice, result))| {
        let mut later = tried.iter().skip(at);
        later.any(|(other, r)| parts_only_there(choice, other) && r != result)
    })
}

/// The rounding at a place of its clause enum (舍, 入, 四舍五入).
pub(super) fn rounding_of(rank: u32) -> Rounding {
    match rank {
        1 => Rounding::Up,
        2 => Rounding::HalfUp,
        _ => Rounding::Down,
    }
}

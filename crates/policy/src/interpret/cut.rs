//! Cut lines: how many stand before one, and whether that is few enough. What 名单 and 分档 share.
//!
//! In: a member and those who may stand in its way. Out: whether it is surely, and whether it may be, above a line. Deliberately
//! absent: where the line is drawn, and who does not compete.

use std::collections::BTreeSet;

use quanheng_facts::exact::Rounding;
use quanheng_facts::value::EntityIx;

use super::group::{Competition, Member, Missing, Standing, standing};
use crate::cut_line::{Before, Cut};
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

/// As what one is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// By itself: members are counted, or it is of no unit.
    Alone,
    /// Of this unit, which is counted once.
    Of(EntityIx),
    /// Of a unit that is not known.
    Open,
}

/// How many: surely, and at most. Counted one by one, or each unit once.
#[derive(Clone, Debug, Default)]
pub(super) struct Heads {
    one_by_one: (usize, usize),
    units: (BTreeSet<EntityIx>, BTreeSet<EntityIx>),
}

impl Heads {
    /// One, or one that stands for so many like it.
    pub fn add(&mut self, surely: bool, maybe: bool, unit: Unit, times: usize) {
        let maybe = maybe || surely;
        let counted = |is: bool| if is { times } else { 0 };
        match unit {
            Unit::Alone => {
                self.one_by_one.0 = self.one_by_one.0.saturating_add(counted(surely));
                self.one_by_one.1 = self.one_by_one.1.saturating_add(counted(maybe));
            }
            // It may be one that is counted already.
            Unit::Open => self.one_by_one.1 = self.one_by_one.1.saturating_add(counted(maybe)),
            Unit::Of(unit) => {
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
#[derive(Clone, Debug)]
pub(super) struct Tally {
    /// The unit of the one compared: others of it do not stand before it.
    own: Unit,
    ahead: Heads,
    level: Heads,
    ahead_all: Heads,
    level_all: Heads,
}

impl Tally {
    pub fn of(own: Unit) -> Tally {
        let none = Heads::default;
        Tally { own, ahead: none(), level: none(), ahead_all: none(), level_all: none() }
    }

    pub fn add(&mut self, rival: &Rival<'_>, sure: bool, unit: Unit) {
        if unit == self.own && matches!(unit, Unit::Of(_)) {
            return;
        }
        let (first, all, times) = (rival.first, rival.all, rival.member.times);
        self.ahead.add(sure && first.surely_better(), first.better, unit, times);
        self.level.add(sure && first.surely_not_worse(), first.better || first.equal, unit, times);
        self.ahead_all.add(sure && all.surely_better(), all.better, unit, times);
        self.level_all.add(sure && all.surely_not_worse(), all.better || all.equal, unit, times);
    }

    /// Those surely, and at most, ahead by the first key.
    pub fn ahead(&self) -> (usize, usize) {
        self.pair(&self.ahead)
    }

    /// One of those counted may be the own unit, where that is not known.
    fn pair(&self, heads: &Heads) -> (usize, usize) {
        let (surely, most) = heads.pair();
        (surely.saturating_sub(usize::from(self.own == Unit::Open)), most)
    }

    /// Whether it is surely level with others between whom the line falls: by the keys that this way of cutting looks at.
    pub fn is_at(&self, quota: (i128, i128), way: u32) -> bool {
        let fewer = |n: usize, places: i128| i128::try_from(n).is_ok_and(|n| n < places);
        let (ahead, level) = if way == 2 {
            (self.pair(&self.ahead_all), self.pair(&self.level_all))
        } else {
            (self.pair(&self.ahead), self.pair(&self.level))
        };
        fewer(ahead.1, quota.0) && !fewer(level.0, quota.1)
    }

    /// Where it stands to a line.
    pub fn cut(&self, quota: (i128, i128), way: u32) -> Cut {
        let before = Before {
            ahead: self.pair(&self.ahead),
            level: self.pair(&self.level),
            ahead_all: self.pair(&self.ahead_all),
            level_all: self.pair(&self.level_all),
        };
        before.cut(quota, way)
    }
}

/// Every way in which clauses that may be open can turn out: one option of each.
pub(super) fn ways<const N: usize>(options: &[&[u32]; N]) -> Vec<[u32; N]> {
    let mut all = vec![[0; N]];
    for (at, options) in options.iter().enumerate() {
        all = all
            .iter()
            .flat_map(|so_far| {
                options.iter().map(move |option| {
                    let mut way = *so_far;
                    if let Some(place) = way.get_mut(at) {
                        *place = *option;
                    }
                    way
                })
            })
            .collect();
    }
    all
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

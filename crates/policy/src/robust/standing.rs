//! Who stands before whom in one draw, counted.
//!
//! Where everything about a group is known, its members are put in order once and counts are read off the order. Else each is held
//! against each, as the interpreter does.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::field::{Field, KeyValues, Member, Missing, Standing, Stretch, Unit};
use super::score::Placed;
use crate::cut_line::{Before, Pair};

/// One draw: the field, and where the scores stand in it.
#[derive(Clone, Copy)]
pub(super) struct Drawn<'f> {
    pub field: &'f Field,
    pub scores: &'f [Placed],
}

/// Under which clauses one competes.
#[derive(Clone, Copy)]
pub(super) struct Under {
    pub missing: Missing,
    /// Those who are barred are not there.
    pub moves_up: bool,
    /// The base counts those who are barred.
    pub base_all: bool,
    pub takes_place: bool,
    pub by_unit: bool,
}

/// What one meets in its group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Around {
    pub before: Before,
    /// Those that a ratio is taken of.
    pub base: Pair,
    /// Places taken by direct admissions of others.
    pub seats: Pair,
    /// Those that are, or may be, in the group, itself counted.
    pub all: usize,
}

/// How many: surely, and at most. Counted one by one, or each unit once.
#[derive(Clone, Debug, Default)]
struct Heads {
    one_by_one: Pair,
    units: (BTreeSet<u32>, BTreeSet<u32>),
}

impl Heads {
    fn add(&mut self, surely: bool, maybe: bool, unit: Unit) {
        let maybe = maybe || surely;
        match unit {
            Unit::Alone => {
                self.one_by_one.0 = self.one_by_one.0.saturating_add(usize::from(surely));
                self.one_by_one.1 = self.one_by_one.1.saturating_add(usize::from(maybe));
            }
            // It may be one that is counted already.
            Unit::Open => self.one_by_one.1 = self.one_by_one.1.saturating_add(usize::from(maybe)),
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

    fn pair(&self) -> Pair {
        (self.one_by_one.0.saturating_add(self.units.0.len()), self.one_by_one.1.saturating_add(self.units.1.len()))
    }
}

impl<'f> Drawn<'f> {
    fn member(&self, at: usize) -> Option<&'f Member> {
        self.field.members.get(at)
    }

    fn score(&self, at: Option<usize>) -> Option<Placed> {
        self.scores.get(at?).copied()
    }

    fn stretch(&self, key: &KeyValues, at: usize) -> Stretch {
        match key {
            KeyValues::Fixed(all) => all.get(at).copied().unwrap_or(Stretch::Nothing),
            KeyValues::Varied(all) => self.score(all.get(at).copied().flatten()).map_or(Stretch::Nothing, |(stretch, _)| stretch),
            KeyValues::Pairs(_) => Stretch::Nothing,
        }
    }

    /// Every key of it is known.
    pub fn keys_known(&self, at: usize) -> bool {
        let varied = self.field.keys.iter().filter_map(|key| if let KeyValues::Varied(all) = &key.of { all.get(at) } else { None });
        let mut known = varied.map(|score| self.score(*score).is_some_and(|(_, known)| known));
        self.member(at).is_some_and(|m| m.fixed_known) && known.all(|known| known)
    }

    /// In the population, for sure or perhaps.
    pub fn inside(&self, at: usize, missing: Missing) -> Option<bool> {
        if missing == Missing::Exclude && !self.keys_known(at) {
            return Some(false);
        }
        self.member(at)?.inside.then_some(true)
    }

    /// How `a` stands to `b` by the first so many keys.
    fn standing(&self, a: usize, b: usize, how_many: usize, missing: Missing) -> Standing {
        if missing == Missing::Last {
            match (self.keys_known(a), self.keys_known(b)) {
                (true, false) => return Standing { better: true, equal: false, worse: false },
                (false, true) => return Standing { better: false, equal: false, worse: true },
                (false, false) => return Standing::EQUAL,
                (true, true) => {}
            }
        }
        let mut so_far = Standing::EQUAL;
        for key in self.field.keys.iter().take(how_many) {
            let here = match &key.of {
                KeyValues::Pairs(all) => all.get(a).and_then(|row| row.get(b)).copied().unwrap_or(Standing::EQUAL),
                values => {
                    let (Stretch::Places(a_low, a_high), Stretch::Places(b_low, b_high)) = (self.stretch(values, a), self.stretch(values, b))
                    else {
                        return so_far;
                    };
                    let (less, greater) = (a_low < b_high, b_low < a_high);
                    let (better, worse) = if key.descending { (greater, less) } else { (less, greater) };
                    Standing { better, equal: a_low <= b_high && b_low <= a_high, worse }
                }
            };
            so_far = so_far.then(here);
            if !here.equal {
                break;
            }
        }
        so_far
    }

    /// Whether two are of one group.
    fn together(&self, a: usize, b: usize) -> Option<bool> {
        let open = |one: usize, other: usize| self.field.open_groups.get(&one).map(|row| row.get(other).copied().flatten());
        match open(a, b).or_else(|| open(b, a)) {
            Some(known) => known,
            None => Some(self.member(a)?.group == self.member(b)?.group),
        }
    }

    /// What each of some members meets among them; in their order.
    pub fn around(&self, group: &[usize], under: Under) -> Vec<Around> {
        self.in_order(group, under).unwrap_or_else(|| group.iter().map(|own| self.each_against(*own, group, under)).collect())
    }

    /// What one meets, held against everybody.
    fn each_against(&self, own: usize, group: &[usize], under: Under) -> Around {
        let Some(me) = self.member(own) else { return Around::default() };
        if self.inside(own, under.missing) == Some(false) {
            return Around::default();
        }
        let unit = |member: &Member| if under.by_unit { member.unit } else { Unit::Alone };
        let heads = Heads::default;
        let (mut ahead, mut level, mut ahead_all, mut level_all) = (heads(), heads(), heads(), heads());
        let (mut base, mut seats, mut all) = (heads(), (0_usize, 0_usize), 1_usize);
        let count_base = |base: &mut Heads, there: bool, member: &Member| {
            let counts = if under.base_all { Some(true) } else { member.vetoed.map(|v| !v) };
            base.add(there && counts == Some(true), counts != Some(false), unit(member));
        };
        count_base(&mut base, self.inside(own, under.missing) == Some(true), me);
        for at in group.iter().copied().filter(|at| *at != own) {
            let (Some(rival), inside, together) = (self.member(at), self.inside(at, under.missing), self.together(own, at)) else { continue };
            if inside == Some(false) || together == Some(false) {
                continue;
            }
            all = all.saturating_add(1);
            let there = inside == Some(true) && together == Some(true);
            count_base(&mut base, there, rival);
            let gone = if under.moves_up { rival.vetoed } else { Some(false) };
            if under.takes_place && rival.admitted != Some(false) && gone != Some(true) {
                seats.0 = seats.0.saturating_add(usize::from(there && rival.admitted == Some(true) && gone == Some(false)));
                seats.1 = seats.1.saturating_add(1);
            }
            let competes = competes(rival, under);
            if competes == Some(false) || (unit(rival) == unit(me) && matches!(unit(me), Unit::Of(_))) {
                continue;
            }
            let sure = there && competes == Some(true);
            let first = self.standing(at, own, 1, under.missing);
            let by_all = if self.field.keys.len() == 1 { first } else { self.standing(at, own, usize::MAX, under.missing) };
            ahead.add(sure && first.surely_better(), first.better, unit(rival));
            level.add(sure && first.surely_not_worse(), first.better || first.equal, unit(rival));
            ahead_all.add(sure && by_all.surely_better(), by_all.better, unit(rival));
            level_all.add(sure && by_all.surely_not_worse(), by_all.better || by_all.equal, unit(rival));
        }
        // One of those counted may be the own unit, where that is not known.
        let pair = |heads: &Heads| {
            let (surely, most) = heads.pair();
            (surely.saturating_sub(usize::from(unit(me) == Unit::Open)), most)
        };
        let before = Before { ahead: pair(&ahead), level: pair(&level), ahead_all: pair(&ahead_all), level_all: pair(&level_all) };
        Around { before, base: base.pair(), seats, all }
    }

    /// The same by putting them in order once; `None` unless everything about all of them is known.
    fn in_order(&self, group: &[usize], under: Under) -> Option<Vec<Around>> {
        let mut keyed: Vec<(usize, usize, &Member)> = Vec::with_capacity(group.len());
        let one_group = self.member(*group.first()?)?.group;
        for (place, at) in group.iter().enumerate() {
            let member = self.member(*at)?;
            let open_unit = under.by_unit && member.unit == Unit::Open;
            let certain = member.inside && member.group == one_group && !self.field.open_groups.contains_key(at);
            if !certain || open_unit || member.vetoed.is_none() || member.admitted.is_none() || !self.keys_known(*at) {
                return None;
            }
            keyed.push((place, *at, member));
        }
        if self.field.keys.iter().any(|k| matches!(k.of, KeyValues::Pairs(_))) {
            return None;
        }
        let unit = |member: &Member| if under.by_unit { member.unit } else { Unit::Alone };
        let compare = |a: usize, b: usize, how_many: usize| {
            for key in self.field.keys.iter().take(how_many) {
                let ordering = match (self.stretch(&key.of, a), self.stretch(&key.of, b)) {
                    (Stretch::Places(a, _), Stretch::Places(b, _)) => a.cmp(&b),
                    _ => Ordering::Equal,
                };
                let ordering = if key.descending { ordering.reverse() } else { ordering };
                if ordering.is_ne() {
                    return ordering;
                }
            }
            Ordering::Equal
        };
        let mut base = Heads::default();
        for (_, _, member) in &keyed {
            base.add(under.base_all || member.vetoed == Some(false), false, unit(member));
        }
        let gone = |m: &Member| under.moves_up && m.vetoed == Some(true);
        let seated = |m: &Member| under.takes_place && m.admitted == Some(true) && !gone(m);
        let seats = keyed.iter().filter(|(_, _, m)| seated(m)).count();
        let mut around: Vec<Around> = keyed
            .iter()
            .map(|(_, _, member)| {
                let seats = seats.saturating_sub(usize::from(seated(member)));
                Around { before: Before::default(), base: base.pair(), seats: (seats, seats), all: group.len() }
            })
            .collect();
        let mut order: Vec<(usize, usize, &Member)> = keyed.into_iter().filter(|(_, _, m)| competes(m, under) == Some(true)).collect();
        order.sort_unstable_by(|a, b| compare(a.1, b.1, usize::MAX));
        // How many heads there are among the first so many, and where each unit comes first.
        let (mut heads, mut first): (Vec<usize>, BTreeMap<u32, usize>) = (Vec::with_capacity(order.len().saturating_add(1)), BTreeMap::new());
        let mut so_far = 0_usize;
        heads.push(so_far);
        for (at, (_, _, member)) in order.iter().enumerate() {
            let new = match unit(member) {
                Unit::Of(unit) => first.insert(unit, at).is_none_or(|earlier| {
                    first.insert(unit, earlier);
                    false
                }),
                _ => true,
            };
            so_far = so_far.saturating_add(usize::from(new));
            heads.push(so_far);
        }
        let head = |at: usize| heads.get(at).copied().unwrap_or(so_far);
        for (how_many, by_all) in [(1, false), (usize::MAX, true)] {
            if by_all && self.field.keys.len() == 1 {
                for around in &mut around {
                    (around.before.ahead_all, around.before.level_all) = (around.before.ahead, around.before.level);
                }
                continue;
            }
            let mut begin = 0_usize;
            for equals in order.chunk_by(|a, b| compare(a.1, b.1, how_many).is_eq()) {
                let end = begin.saturating_add(equals.len());
                for (place, _, member) in equals {
                    let own_before = match unit(member) {
                        Unit::Of(unit) => first.get(&unit).is_some_and(|at| *at < begin),
                        _ => false,
                    };
                    let ahead = head(begin).saturating_sub(usize::from(own_before));
                    let level = head(end).saturating_sub(1);
                    if let Some(around) = around.get_mut(*place) {
                        let before = &mut around.before;
                        let (a, l) =
                            if by_all { (&mut before.ahead_all, &mut before.level_all) } else { (&mut before.ahead, &mut before.level) };
                        (*a, *l) = ((ahead, ahead), (level, level));
                    }
                }
                begin = end;
            }
        }
        Some(around)
    }

    /// What is found each against each, in the tests' hand.
    #[cfg(test)]
    pub fn around_plainly(&self, group: &[usize], under: Under) -> Vec<Around> {
        group.iter().map(|own| self.each_against(*own, group, under)).collect()
    }
}

/// One that is taken in directly, or is not there, does not compete.
fn competes(member: &Member, under: Under) -> Option<bool> {
    let gone = if under.moves_up { member.vetoed } else { Some(false) };
    match (member.admitted, gone) {
        (Some(true), _) | (_, Some(true)) => Some(false),
        (Some(false), Some(false)) => Some(true),
        _ => None,
    }
}

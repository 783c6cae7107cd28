//! Who stands before whom in one draw, counted.
//!
//! Where everything about a group is known, its members are put in order once and counts are read off the order. Else each is held
//! against each, as the interpreter does.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::field::{Field, Given, Key, KeyValues, Member, Missing, OwnRule, Place, Standing, Stretch, Unit, Verdict};
use super::score::Placed;
use crate::cut_line::{Before, Pair};

/// One draw: the field, and where the scores stand in it.
#[derive(Clone, Copy)]
pub(super) struct Drawn<'f> {
    pub field: &'f Field,
    pub scores: &'f [Placed],
    pub beneath: &'f [Beneath<'f>],
}

/// A ranking beneath, in the same draw.
pub(super) struct Beneath<'f> {
    pub field: &'f Field,
    pub scores: Vec<Placed>,
    pub beneath: Vec<Beneath<'f>>,
    pub given: Vec<Given>,
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
    pub(super) fn member(&self, at: usize) -> Option<&'f Member> {
        self.field.members.get(at)
    }

    fn score(&self, at: Option<usize>) -> Option<Placed> {
        self.scores.get(at?).copied()
    }

    pub(super) fn stretch(&self, key: &KeyValues, at: usize) -> Stretch {
        match key {
            KeyValues::Fixed(all) => all.get(at).copied().unwrap_or(Stretch::Nothing),
            KeyValues::Varied(all) => self.score(all.get(at).copied().flatten()).map_or(Stretch::Nothing, |(stretch, _)| stretch),
            KeyValues::Ranked { field, of, .. } => self.place(*field, of.get(at)).0,
            KeyValues::Pairs(_) => Stretch::Nothing,
        }
    }

    /// A place that is a key, and whether it is known.
    fn place(&self, field: usize, place: Option<&Place>) -> Placed {
        match place {
            Some(Place::Constant(low, high, known)) => (Stretch::Places(*low, *high), *known),
            Some(Place::Of(member)) => {
                let given = self.beneath.get(field).and_then(|b| b.given.get(*member));
                let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
                match given {
                    Some(Given { verdict: Verdict::Placed, places: Some((best, worst)), doubt }) => {
                        (Stretch::Places(number(*best), number(*worst)), best == worst && !doubt)
                    }
                    _ => (Stretch::Nothing, false),
                }
            }
            Some(Place::Nothing) | None => (Stretch::Nothing, false),
        }
    }

    /// How two places of one ranking stand to each other by what they come from, where they are of one group.
    fn by_what_is_beneath(&self, field: usize, a: Option<&Place>, b: Option<&Place>, doubt: bool) -> Option<Standing> {
        let (Some(Place::Of(a)), Some(Place::Of(b))) = (a, b) else { return None };
        let of = self.beneath.get(field)?;
        let there = Drawn { field: of.field, scores: &of.scores, beneath: &of.beneath };
        let own = |at: usize| there.member(at).is_some_and(|m| m.own_rule == OwnRule::Set) && (doubt || there.keys_known(at));
        (own(*a) && own(*b) && there.together(*a, *b) == Some(true)).then(|| there.standing(*a, *b, usize::MAX, Missing::Doubt))
    }

    /// Every key of it is known.
    pub fn keys_known(&self, at: usize) -> bool {
        let known = |key: &Key| match &key.of {
            KeyValues::Varied(all) => self.score(all.get(at).copied().flatten()).is_some_and(|(_, known)| known),
            KeyValues::Ranked { field, of, .. } => self.place(*field, of.get(at)).1,
            KeyValues::Fixed(_) | KeyValues::Pairs(_) => true,
        };
        self.member(at).is_some_and(|m| m.fixed_known) && self.field.keys.iter().all(known)
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
            let beneath = match &key.of {
                KeyValues::Pairs(all) => Some(all.get(a).and_then(|row| row.get(b)).copied().unwrap_or(Standing::EQUAL)),
                KeyValues::Ranked { field, of, doubt } => {
                    // A lower place is a better one.
                    let stands = self.by_what_is_beneath(*field, of.get(a), of.get(b), *doubt);
                    stands.map(|stands| if key.descending { stands.reversed() } else { stands })
                }
                KeyValues::Fixed(_) | KeyValues::Varied(_) => None,
            };
            let here = match (beneath, &key.of) {
                (Some(here), _) => here,
                (None, values) => {
                    let (Stretch::Places(a_low, a_high), Stretch::Places(b_low, b_high)) =
                        (self.stretch(values, a), self.stretch(values, b))
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
        self.quickly(group, under).unwrap_or_else(|| group.iter().map(|own| self.each_against(*own, group, under)).collect())
    }

    /// The same where they need not be held each against each.
    pub fn quickly(&self, group: &[usize], under: Under) -> Option<Vec<Around>> {
        self.in_order(group, under).or_else(|| self.by_ends(group, under))
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
            let (Some(rival), inside, together) = (self.member(at), self.inside(at, under.missing), self.together(own, at)) else {
                continue;
            };
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
        let (mut heads, mut first): (Vec<usize>, BTreeMap<u32, usize>) =
            (Vec::with_capacity(order.len().saturating_add(1)), BTreeMap::new());
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
}

/// One that is taken in directly, or is not there, does not compete.
pub(super) fn competes(member: &Member, under: Under) -> Option<bool> {
    let gone = if under.moves_up { member.vetoed } else { Some(false) };
    match (member.admitted, gone) {
        (Some(true), _) | (_, Some(true)) => Some(false),
        (Some(false), Some(false)) => Some(true),
        _ => None,
    }
}

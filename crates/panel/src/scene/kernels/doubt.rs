//! Those of a group of whom something is in doubt (存疑): those who are known are ordered once, and each stands to those in doubt as stretches do.
//!
//! In: a group of which nothing is open but keys (and, of a list, who is barred), and those without a mark or a fault. Out: how many of those in
//! doubt surely stand, and may stand, before one or level with one; and why what hangs on them is not known. Numbers are turned so that the
//! better is the higher.

use std::cell::RefCell;
use std::collections::BTreeMap;

use quanheng_facts::exact::Exact;
use quanheng_facts::value::Value;
use quanheng_policy::interpret::{Causes, Outcome};
use quanheng_policy::possible::{Possible, Range};

use crate::planted;
use crate::register::Kind;

/// From the worst to the best that a key can be.
pub(super) type Stretch = (i128, i128);

/// How many: surely, and at most.
pub(super) type Pair = (u64, u64);

/// How many stand before one, and before it or level with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Before {
    pub ahead: Pair,
    pub level: Pair,
}

impl Before {
    pub fn known(ahead: u32, level: u32) -> Before {
        let (ahead, level) = (u64::from(ahead), u64::from(level));
        Before { ahead: (ahead, ahead), level: (level, level) }
    }

    pub fn and(self, other: Before) -> Before {
        let sum = |a: Pair, b: Pair| (a.0.saturating_add(b.0), a.1.saturating_add(b.1));
        Before { ahead: sum(self.ahead, other.ahead), level: sum(self.level, other.level) }
    }
}

/// One of whom something is in doubt.
pub(super) struct Doubtful {
    pub row: usize,
    /// Each key.
    pub stretches: Vec<Stretch>,
    /// What is not known of it.
    pub open: Vec<Outcome>,
    /// It surely competes.
    pub sure: bool,
}

/// How one stands to another by all keys in turn.
#[derive(Clone, Copy)]
struct Stands {
    better: bool,
    equal: bool,
    worse: bool,
}

impl Stands {
    fn surely_better(self) -> bool {
        self.better && !self.equal && !self.worse
    }
}

/// A number of a key turned so that the better is the higher.
pub(super) fn turned(value: i64, descending: bool) -> i128 {
    let value = i128::from(value);
    if descending { value } else { value.saturating_neg() }
}

impl Doubtful {
    /// By its keys; `None` where one is more than a stretch of whole numbers.
    pub fn of(row: usize, keys: Vec<(Kind, Outcome)>, descending: &[bool]) -> Option<Doubtful> {
        let mut stretches = Vec::with_capacity(keys.len());
        for ((kind, outcome), descending) in keys.iter().zip(descending) {
            let end = |value: Option<&Value>| value.map_or(Some(None), |value| kind.whole(value).map(Some));
            let (least, greatest) = match outcome.possible.range.as_ref()? {
                range @ (Range::One(_) | Range::Between { .. }) => (end(range.least())?, end(range.greatest())?),
                Range::Among(_) | Range::Anything => return None,
            };
            let (worst, best) = if *descending { (least, greatest) } else { (greatest, least) };
            let turned = |value: Option<i64>, open: i128| value.map_or(open, |value| turned(value, *descending));
            stretches.push((turned(worst, i128::MIN), turned(best, i128::MAX)));
        }
        let open = keys.into_iter().map(|(_, outcome)| outcome).filter(|outcome| !outcome.possible.is_certain()).collect();
        Some(Doubtful { row, stretches, open, sure: true })
    }

    fn first(&self) -> Stretch {
        self.stretches.first().copied().unwrap_or_default()
    }
}

/// How one stands to another by so many of their keys.
fn stand(one: &[Stretch], other: &[Stretch], how_many: usize) -> Stands {
    let mut so_far = Stands { better: false, equal: true, worse: false };
    for ((worst, best), (other_worst, other_best)) in one.iter().zip(other).take(how_many) {
        so_far.better = so_far.better || best > other_worst;
        so_far.worse = so_far.worse || worst < other_best;
        so_far.equal = worst <= other_best && other_worst <= best;
        if !so_far.equal {
            break;
        }
    }
    so_far
}

/// Whether a rival stands before one, or level with it; `sure`: it surely competes.
pub(super) fn before_by(rival: &[Stretch], own: &[Stretch], how_many: usize, sure: bool) -> Before {
    let stands = stand(rival, own, how_many);
    let surely = |holds: bool| u64::from(holds && sure);
    Before {
        ahead: (surely(stands.surely_better()), u64::from(stands.better)),
        level: (surely(!stands.worse), u64::from(stands.better || stands.equal)),
    }
}

/// All those in doubt of one group who may compete.
pub(super) struct InDoubt {
    rivals: Vec<Doubtful>,
    /// By the first key: the worst and the best of those who surely compete, the best of those who may; each in order.
    worst: Vec<i128>,
    best: Vec<i128>,
    best_unsure: Vec<i128>,
    /// Every end by the first key, each once: between two of them all numbers stand to everybody the same way.
    ends: Vec<i128>,
    by_place: RefCell<BTreeMap<(usize, bool), Reason>>,
    by_rivals: RefCell<BTreeMap<Vec<u64>, Reason>>,
}

/// Why something is not known, and whether both ends of it come about.
pub(super) type Reason = (Causes, bool);

impl InDoubt {
    pub fn new(rivals: Vec<Doubtful>) -> InDoubt {
        let of = |sure: bool, end: fn(Stretch) -> i128| {
            let mut all: Vec<i128> = rivals.iter().filter(|rival| rival.sure == sure).map(|rival| end(rival.first())).collect();
            all.sort_unstable();
            all
        };
        let (worst, best, best_unsure) = (of(true, |s| s.0), of(true, |s| s.1), of(false, |s| s.1));
        let mut ends: Vec<i128> = rivals.iter().flat_map(|rival| [rival.first().0, rival.first().1]).collect();
        ends.sort_unstable();
        ends.dedup();
        InDoubt { rivals, worst, best, best_unsure, ends, by_place: RefCell::default(), by_rivals: RefCell::default() }
    }

    /// How many of them stand before one by so many keys; one of them is not counted against itself.
    pub fn before(&self, own: &[Stretch], how_many: usize, itself: Option<usize>) -> Before {
        let mut before = Before::default();
        let number = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        let one = |rival: &Doubtful| before_by(&rival.stretches, own, how_many, rival.sure);
        if how_many > 1 {
            let others = self.rivals.iter().filter(|rival| Some(rival.row) != itself);
            return others.fold(before, |so_far, rival| so_far.and(one(rival)));
        }
        let Some((own_worst, own_best)) = own.first().copied() else { return before };
        let above = |ends: &[i128], than: i128| number(ends.len().saturating_sub(ends.partition_point(|end| *end <= than)));
        let from = |ends: &[i128], than: i128| number(ends.len().saturating_sub(ends.partition_point(|end| *end < than)));
        before.ahead = (above(&self.worst, own_best), above(&self.best, own_worst).saturating_add(above(&self.best_unsure, own_worst)));
        before.level = (from(&self.worst, own_best), from(&self.best, own_worst).saturating_add(from(&self.best_unsure, own_worst)));
        if let Some(own) = itself.and_then(|row| self.rivals.iter().find(|rival| rival.row == row)) {
            let own = one(own);
            let less = |a: Pair, b: Pair| (a.0.saturating_sub(b.0), a.1.saturating_sub(b.1));
            before = Before { ahead: less(before.ahead, own.ahead), level: less(before.level, own.level) };
        }
        before
    }

    /// Why it is not known whether one with this first key is above a line: what is open of those who do not stand apart from it.
    pub fn around(&self, first: i128) -> Reason {
        let at = self.ends.partition_point(|end| *end < first);
        let place = (at, self.ends.get(at) == Some(&first));
        if let Some(known) = self.by_place.borrow().get(&place) {
            return known.clone();
        }
        let apart = |rival: &&Doubtful| {
            let (worst, best) = rival.first();
            rival.sure && (first < worst || best < first)
        };
        let parts = self.rivals.iter().filter(|rival| !apart(rival) || planted::is(43)).flat_map(|rival| &rival.open);
        let reason = reason(parts);
        self.by_place.borrow_mut().insert(place, reason.clone());
        reason
    }

    /// The place of one, by all keys: so many of those who are known surely are, and may be, better. `own`: what is open of itself.
    pub fn place(&self, own: &[Stretch], better: Pair, itself: Option<&Doubtful>) -> Outcome {
        let how_many = own.len();
        let others = || self.rivals.iter().enumerate().filter(|(_, rival)| itself.is_none_or(|own| own.row != rival.row));
        let ahead = self.before(own, how_many, itself.map(|own| own.row)).ahead;
        let (surely, most) = (better.0.saturating_add(ahead.0), better.1.saturating_add(ahead.1));
        let number = |n: u64| Some(Value::Number(Exact::integer(i128::from(n).saturating_add(1))));
        let possible = Possible::range(Range::between(number(surely), number(most)));
        if possible.is_certain() {
            return Outcome::certain(possible);
        }
        let hangs_on = |rival: &Doubtful| {
            let stands = stand(&rival.stretches, own, how_many);
            stands.better && !stands.surely_better()
        };
        // By one key, all who stand alike to everybody hang on the same.
        let place = itself.is_none().then(|| own.first().filter(|_| how_many == 1)).flatten().map(|(first, _)| {
            let at = self.ends.partition_point(|end| end < first);
            (at, self.ends.get(at) == Some(first))
        });
        if let Some(known) = place.and_then(|place| self.by_place.borrow().get(&place).cloned()) {
            return Outcome { causes: known.0, tight: known.1, ..Outcome::certain(possible) };
        }
        let mut words: Vec<u64> = vec![0; self.rivals.len().div_ceil(64)];
        let own_at = itself.and_then(|own| self.rivals.iter().position(|rival| rival.row == own.row));
        for at in others().filter(|(_, rival)| hangs_on(rival)).map(|(at, _)| at).chain(own_at) {
            if let Some(word) = words.get_mut(at >> 6) {
                *word |= 1_u64.wrapping_shl(u32::try_from(at & 63).unwrap_or_default());
            }
        }
        let known = self.by_rivals.borrow().get(&words).cloned();
        let (causes, tight) = known.unwrap_or_else(|| {
            let is_in =
                |at: usize| words.get(at >> 6).is_some_and(|word| word.wrapping_shr(u32::try_from(at & 63).unwrap_or_default()) & 1 == 1);
            let parts = self.rivals.iter().enumerate().filter(|(at, _)| is_in(*at)).flat_map(|(_, rival)| &rival.open);
            let reason = reason(parts);
            self.by_rivals.borrow_mut().insert(words.clone(), reason.clone());
            reason
        });
        if let Some(place) = place {
            self.by_place.borrow_mut().insert(place, (causes.clone(), tight));
        }
        // What is open of itself is told, and no more, where that is anything.
        let causes = match itself {
            Some(own) if !planted::is(44) => reason(own.open.iter()).0,
            _ => causes,
        };
        Outcome { causes, tight, ..Outcome::certain(possible) }
    }

    pub fn rivals(&self) -> &[Doubtful] {
        &self.rivals
    }
}

/// What several open parts together give as reasons.
pub(super) fn reason<'o>(parts: impl Iterator<Item = &'o Outcome>) -> Reason {
    let of_all = Outcome::from_parts(Possible::range(Range::either()), parts);
    let tight = of_all.tight;
    (of_all.with_many_cells_as_one().causes, tight)
}

//! 分配: an amount shared out exactly. What each part comes to is rounded down to the smallest unit; what is left over goes, one
//! unit each, to those with the largest remainders. The parts of a group add up to its amount, always.
//!
//! Where weights, the amount or who takes part are not known, a part lies between what the least favourable and the most
//! favourable of them give. Nothing is invented: equal remainders that no key parts are a conflict for those they concern; no
//! weight at all, amounts that differ within a group and parts below nought are errors.

use std::cmp::Ordering;

use quanheng_facts::exact::{Exact, Rounding};
use quanheng_facts::value::Value;

use super::Interpreter;
use super::expression::Frame;
use super::group::{Competition, GroupFault, Member, Missing, standing_by};
use super::outcome::{Marks, Outcome};
use crate::finding::{Fault, Instance};
use crate::ir::Share;
use crate::possible::{Possible, Range};

/// What the explanation of a part says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ShareReasons {
    pub amount: Option<Range>,
    pub weight: Option<Range>,
    /// Those surely, and at most, in the group (itself counted).
    pub size: (usize, usize),
    /// How many of the others have an amount or a weight that is not known.
    pub unknown: usize,
    /// Where all is known: how it was shared out.
    pub sum: Option<Sum>,
    pub outside: bool,
}

/// How an amount is shared out in one group, seen from one member. In smallest units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sum {
    pub weights: Exact,
    /// What it comes to before rounding.
    pub exact: Exact,
    /// The part without a leftover unit.
    pub floor: i128,
    /// Units left over in the group.
    pub left: i128,
    /// Others with the same remainder where not all of them get a unit.
    pub tied: usize,
    /// Whether it gets one of the units left over: yes, no, or not known.
    pub extra: Option<bool>,
    /// Tied with others, and no key parts them.
    pub undecided: bool,
}

const AMOUNT: usize = 0;
const WEIGHT: usize = 1;

impl Interpreter<'_> {
    /// The part of an instance, before exceptions.
    pub(crate) fn share(&self, share: &Share, instance: Instance) -> (Outcome, Option<ShareReasons>) {
        let competition = self.competition(instance, &share.population, &share.figures, None, None);
        let Some(own) = instance.entity.and_then(|e| competition.member(e)) else {
            return (Outcome::certain(Possible::not_applicable()), None);
        };
        let perhaps = match competition.fault_in_group(own, true) {
            Some(GroupFault::Sure(fault)) => return (fault, None),
            Some(GroupFault::Perhaps(fault)) => Some(fault),
            None => None,
        };
        let rivals: Vec<(&Member, bool)> = competition.rivals(own, Missing::Doubt).collect();
        let there = own.inside(Missing::Doubt);
        let surely = rivals.iter().filter(|(_, sure)| *sure).count();
        let mut reasons = ShareReasons {
            amount: range_at(own, AMOUNT).cloned(),
            weight: range_at(own, WEIGHT).cloned(),
            size: (surely.saturating_add(usize::from(there == Some(true))), rivals.len().saturating_add(1)),
            unknown: rivals.iter().filter(|(m, _)| number_at(m, AMOUNT).is_none() || number_at(m, WEIGHT).is_none()).count(),
            sum: None,
            outside: there == Some(false),
        };
        if there == Some(false) {
            return (Outcome::from_parts(Possible::not_applicable(), [&own.inside, &own.group]), Some(reasons));
        }
        let known = there == Some(true) && number_at(own, AMOUNT).is_some() && number_at(own, WEIGHT).is_some();
        let all_known = rivals.iter().all(|(m, sure)| *sure && number_at(m, AMOUNT).is_some() && number_at(m, WEIGHT).is_some());
        let result = if known && all_known {
            self.shared_out(share, own, &rivals, &mut reasons)
        } else {
            self.between(share, own, &rivals, instance)
        };
        let marks = competition_marks(&competition, own);
        let mut outcome = match result {
            Err(fault) => Outcome::fault(instance, Vec::new(), fault),
            Ok((possible, fault)) => {
                let parts = own.parts().chain(rivals.iter().flat_map(|(m, _)| m.parts()).filter(|o| !o.possible.is_certain()));
                let mut outcome = Outcome::from_parts(possible, parts).with_many_cells_as_one();
                outcome.tight = outcome.possible.is_certain();
                if let Some(fault) = fault {
                    outcome.causes.join(&Outcome::fault(instance, Vec::new(), fault).causes);
                    outcome.in_conflict = outcome.possible.is_fault() && fault == Fault::RemainderTie;
                }
                outcome
            }
        };
        outcome.marks.join(&marks);
        if let Some(fault) = perhaps {
            outcome = Outcome { tight: false, ..outcome.hull(&fault) };
        }
        (outcome, Some(reasons))
    }

    /// Everything is known but perhaps the keys that break ties.
    fn shared_out(&self, share: &Share, own: &Member, rivals: &[(&Member, bool)], reasons: &mut ShareReasons) -> Shared {
        let members: Vec<&Member> = std::iter::once(own).chain(rivals.iter().map(|(m, _)| *m)).collect();
        let amount = number_at(own, AMOUNT).ok_or(Fault::Arithmetic)?;
        if members.iter().any(|m| number_at(m, AMOUNT) != Some(amount)) {
            return Err(Fault::AmountsDiffer);
        }
        let units = units(amount, share.exact_to)?;
        let weights: Vec<Exact> = members.iter().filter_map(|m| number_at(m, WEIGHT)).collect();
        let parts = parts(units, &weights)?;
        let Some(mine) = parts.each.first() else { return Err(Fault::Arithmetic) };
        // Where the line falls among the remainders.
        let mut remainders: Vec<Exact> = parts.each.iter().map(|p| p.remainder).collect();
        remainders.sort_unstable_by(|a, b| b.cmp(a));
        let line = usize::try_from(parts.left).ok().and_then(|left| left.checked_sub(1)).and_then(|last| remainders.get(last)).copied();
        let above = line.map_or(0, |line| parts.each.iter().filter(|p| p.remainder > line).count());
        let at_line: Vec<&Member> = match line {
            Some(line) => members.iter().zip(&parts.each).filter(|(_, p)| p.remainder == line).map(|(m, _)| *m).collect(),
            None => Vec::new(),
        };
        let places = parts.left.checked_sub(i128::try_from(above).map_err(|_| Fault::Arithmetic)?).ok_or(Fault::Arithmetic)?;
        // What is given out is what there was: units rounded down, those above the line, and the places at it.
        let floors = parts.each.iter().try_fold(0_i128, |sum, p| sum.checked_add(p.floor)).ok_or(Fault::Arithmetic)?;
        let given = i128::try_from(above).ok().and_then(|n| floors.checked_add(n)).and_then(|n| n.checked_add(places));
        let fits = i128::try_from(at_line.len()).is_ok_and(|n| (0..=n).contains(&places));
        if given != Some(units) || !fits {
            return Err(Fault::Arithmetic);
        }
        let mut sum = Sum {
            weights: parts.weights,
            exact: mine.exact,
            floor: mine.floor,
            left: parts.left,
            tied: 0,
            extra: Some(false),
            undecided: false,
        };
        match line.map(|line| mine.remainder.cmp(&line)) {
            Some(Ordering::Greater) => sum.extra = Some(true),
            Some(Ordering::Equal) => self.at_the_line(share, own, &at_line, places, &mut sum),
            Some(Ordering::Less) | None => {}
        }
        let value = |extra: i128| {
            let units = mine.floor.checked_add(extra)?;
            share.exact_to.times(Exact::integer(units)).map(Value::Number)
        };
        let (without, with) = (value(0).ok_or(Fault::Arithmetic)?, value(1).ok_or(Fault::Arithmetic)?);
        let (possible, fault) = match (sum.extra, sum.undecided) {
            (Some(true), _) => (Possible::value(with), None),
            (Some(false), _) => (Possible::value(without), None),
            (None, false) => (Possible::range(Range::between(Some(without), Some(with))), None),
            (None, true) if own_ties_known(&at_line) => (Possible::faulty(), Some(Fault::RemainderTie)),
            (None, true) => {
                let range = Range::between(Some(without), Some(with));
                (Possible { fault: true, ..Possible::range(range) }, Some(Fault::RemainderTie))
            }
        };
        reasons.sum = Some(sum);
        Ok((possible, fault))
    }

    /// Equal remainders, and not a unit for each: the keys decide.
    fn at_the_line(&self, share: &Share, own: &Member, at_line: &[&Member], places: i128, sum: &mut Sum) {
        let fewer = |n: usize| i128::try_from(n).is_ok_and(|n| n < places);
        let others: Vec<&&Member> = at_line.iter().filter(|m| m.entity != own.entity).collect();
        if i128::try_from(at_line.len()).is_ok_and(|n| n <= places) {
            sum.extra = Some(true);
            return;
        }
        sum.tied = others.len();
        let (mut ahead, mut level) = ((0_usize, 0_usize), (0_usize, 0_usize));
        for other in others {
            let stands = standing_by(other, own, share.ties(), WEIGHT.saturating_add(1));
            ahead.0 = ahead.0.saturating_add(usize::from(stands.surely_better()));
            ahead.1 = ahead.1.saturating_add(usize::from(stands.better));
            level.0 = level.0.saturating_add(usize::from(stands.surely_not_worse()));
            level.1 = level.1.saturating_add(usize::from(stands.better || stands.equal));
        }
        sum.extra = if fewer(level.1) {
            Some(true)
        } else if !fewer(ahead.0) {
            Some(false)
        } else {
            None
        };
        sum.undecided = sum.extra.is_none() && level.1 > ahead.0;
    }

    /// Bounds where something is not known.
    fn between(&self, share: &Share, own: &Member, rivals: &[(&Member, bool)], instance: Instance) -> Shared {
        let there = own.inside(Missing::Doubt) == Some(true);
        let mut amount = range_at(own, AMOUNT).cloned().ok_or(Fault::Arithmetic)?;
        let mut may_fail: Option<Fault> = None;
        for (rival, sure) in rivals {
            if self.amount_read_alike(share, own, rival, instance) {
                continue;
            }
            let theirs = range_at(rival, AMOUNT).ok_or(Fault::Arithmetic)?;
            let can = super::arithmetic::relation(&amount, theirs);
            if !can.equal && *sure && there {
                return Err(Fault::AmountsDiffer);
            }
            if can.less || can.greater {
                may_fail = Some(Fault::AmountsDiffer);
            }
            if let (true, Some(both)) = (*sure && can.equal, met(&amount, theirs)) {
                amount = both;
            }
        }
        let (amount_least, amount_most) = (end(amount.least()), end(amount.greatest()));
        let (own_least, own_most) = ends_at(own, WEIGHT);
        let below = |n: Option<Exact>| n.is_some_and(|n| n < Exact::ZERO);
        let sure_rivals = || rivals.iter().filter(|(_, sure)| *sure).map(|(m, _)| *m);
        if there && (below(amount_most) || below(own_most) || sure_rivals().any(|m| below(ends_at(m, WEIGHT).1))) {
            return Err(Fault::ShareBelowNought);
        }
        // An open end below is "not known", not "may be below nought": what is entered below nought is an error when it is.
        if below(amount_least) || below(own_least) || rivals.iter().any(|(m, _)| below(ends_at(m, WEIGHT).0)) {
            may_fail = may_fail.or(Some(Fault::ShareBelowNought));
        }
        let nought = |n: Option<Exact>| n.unwrap_or(Exact::ZERO).max(Exact::ZERO);
        let least_others = sure_rivals().try_fold(Exact::ZERO, |sum, m| sum.plus(nought(ends_at(m, WEIGHT).0))).ok_or(Fault::Arithmetic)?;
        let most_others = rivals.iter().try_fold(Some(Exact::ZERO), |sum, (m, _)| match (sum, ends_at(m, WEIGHT).1) {
            (Some(sum), Some(most)) => sum.plus(most.max(Exact::ZERO)).map(Some),
            _ => Some(None),
        });
        let most_others = most_others.ok_or(Fault::Arithmetic)?;
        let own_least = nought(own_least);
        if own_least.plus(least_others) == Some(Exact::ZERO) && amount_most.is_none_or(|a| a > Exact::ZERO) {
            if own_most == Some(Exact::ZERO) && most_others == Some(Exact::ZERO) && amount_least.is_some_and(|a| a > Exact::ZERO) {
                return Err(Fault::NoWeight);
            }
            may_fail = may_fail.or(Some(Fault::NoWeight));
        }
        let whole = |amount: Exact, rounding: Rounding| amount.over(share.exact_to).and_then(|u| u.round(rounding)).map(Exact::integer);
        let of = |amount: Exact, weight: Exact, others: Exact| {
            let all = weight.plus(others)?;
            if all == Exact::ZERO { Some(Exact::ZERO) } else { amount.times(weight)?.over(all) }
        };
        let least = match most_others {
            Some(others) => {
                let amount = whole(nought(amount_least), Rounding::Down).ok_or(Fault::Arithmetic)?;
                of(amount, own_least, others).ok_or(Fault::Arithmetic)?
            }
            None => Exact::ZERO,
        };
        let most = match (amount_most, own_most) {
            (None, _) => None,
            (Some(amount), own_most) => {
                let amount = whole(amount.max(Exact::ZERO), Rounding::Up).ok_or(Fault::Arithmetic)?;
                // However large its weight, it gets no more than all.
                let part = own_most.and_then(|w| of(amount, w.max(Exact::ZERO), least_others)).unwrap_or(amount);
                Some(if least_others == Exact::ZERO && own_most != Some(Exact::ZERO) { amount } else { part })
            }
        };
        let value = |units: Exact, rounding: Rounding| {
            let units = units.round(rounding)?;
            share.exact_to.times(Exact::integer(units)).map(Value::Number)
        };
        let least = value(least, Rounding::Down).ok_or(Fault::Arithmetic)?;
        let most = match most {
            Some(most) => Some(value(most, Rounding::Up).ok_or(Fault::Arithmetic)?),
            None => None,
        };
        let range = Some(Range::between(Some(least), most));
        Ok((Possible { range, na: !there, fault: may_fail.is_some() }, may_fail))
    }

    /// Two members read their amount at the same places: it is the same amount, known or not.
    fn amount_read_alike(&self, share: &Share, one: &Member, other: &Member, instance: Instance) -> bool {
        let Some(amount) = share.figures.get(AMOUNT) else { return false };
        let frame = |member: &Member| Frame::at(Instance { entity: Some(member.entity), ..instance });
        self.read_alike(&amount.by, share.population.group.as_ref(), frame(one), frame(other))
    }
}

/// What a part can be, with the fault it may be; or the fault it surely is.
type Shared = Result<(Possible, Option<Fault>), Fault>;

struct Parts {
    each: Vec<Part>,
    weights: Exact,
    left: i128,
}

struct Part {
    exact: Exact,
    floor: i128,
    remainder: Exact,
}

/// Each part rounded down, with its remainder, and what is left over.
fn parts(units: i128, weights: &[Exact]) -> Result<Parts, Fault> {
    if units < 0 || weights.iter().any(|w| *w < Exact::ZERO) {
        return Err(Fault::ShareBelowNought);
    }
    let sum = weights.iter().try_fold(Exact::ZERO, |sum, w| sum.plus(*w)).ok_or(Fault::Arithmetic)?;
    if sum == Exact::ZERO && units > 0 {
        return Err(Fault::NoWeight);
    }
    let mut each = Vec::with_capacity(weights.len());
    let mut left = units;
    for weight in weights {
        let exact = if sum == Exact::ZERO { Some(Exact::ZERO) } else { weight.over(sum).and_then(|s| s.times(Exact::integer(units))) };
        let exact = exact.ok_or(Fault::Arithmetic)?;
        let floor = exact.round(Rounding::Down).ok_or(Fault::Arithmetic)?;
        let remainder = exact.minus(Exact::integer(floor)).ok_or(Fault::Arithmetic)?;
        left = left.checked_sub(floor).ok_or(Fault::Arithmetic)?;
        each.push(Part { exact, floor, remainder });
    }
    Ok(Parts { each, weights: sum, left })
}

/// An amount in smallest units; one that is finer cannot be shared out.
fn units(amount: Exact, exact_to: Exact) -> Result<i128, Fault> {
    amount.over(exact_to).and_then(Exact::to_integer).ok_or(Fault::FinerThanUnit)
}

/// Every key that breaks ties is known of everybody at the line: then a tie is one whatever else is found out.
fn own_ties_known(at_line: &[&Member]) -> bool {
    at_line.iter().all(|m| m.keys.iter().skip(WEIGHT.saturating_add(1)).all(|k| k.possible.known().is_some()))
}

fn competition_marks(competition: &Competition, own: &Member) -> Marks {
    competition.marks(own, Missing::Doubt)
}

fn range_at(member: &Member, figure: usize) -> Option<&Range> {
    member.keys.get(figure)?.possible.range.as_ref()
}

fn number_at(member: &Member, figure: usize) -> Option<Exact> {
    end(member.keys.get(figure)?.possible.known())
}

fn ends_at(member: &Member, figure: usize) -> (Option<Exact>, Option<Exact>) {
    range_at(member, figure).map_or((None, None), |r| (end(r.least()), end(r.greatest())))
}

fn end(value: Option<&Value>) -> Option<Exact> {
    match value {
        Some(Value::Number(number)) => Some(*number),
        _ => None,
    }
}

/// What lies in both ranges.
fn met(one: &Range, other: &Range) -> Option<Range> {
    let after_least = other.least().map_or(Some(one.clone()), |least| super::arithmetic::narrowed(one, least, true))?;
    other.greatest().map_or(Some(after_least.clone()), |most| super::arithmetic::narrowed(&after_least, most, false))
}

//! Numbers a reading can be, and whether several of them can stand together.
//!
//! In: what is known of each reading (its limits, its steps), the limits conditions set, and sums that must lie between two of
//! them. Out: the stretches left to try, and numbers that satisfy everything, or the certainty that none do. Enum values
//! take part by their rank, years and days by their count. Deliberately absent: conditions and readings themselves; those are in `logic.rs`.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use quanheng_facts::exact::{Exact, Rounding};
use quanheng_facts::value::{Type, Value};

/// More inequalities than this are not worked through: nothing is claimed then.
const MOST_CONSTRAINTS: usize = 400;

/// So many numbers can be written out one by one.
const FEW: i128 = 200;

/// What a number can be before any condition is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Domain {
    pub least: Option<Exact>,
    pub greatest: Option<Exact>,
    /// Values are multiples of it; `None`: any fraction.
    pub step: Option<Exact>,
    /// Only these, ascending.
    pub only: Option<Vec<Exact>>,
}

/// One end of a stretch, and whether the end itself belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct End {
    pub at: Exact,
    pub included: bool,
}

/// Numbers between two ends that no condition tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub least: Option<End>,
    pub greatest: Option<End>,
}

impl Domain {
    /// What a value of a type can be.
    pub fn of_type(ty: &Type) -> Domain {
        let step = match ty {
            Type::Integer { .. } | Type::Money | Type::Year | Type::Date | Type::Enum(_) => Some(Exact::ONE),
            Type::Decimal { scale } => Exact::decimal(1, *scale),
            _ => None,
        };
        Domain { step, ..Domain::default() }
    }

    /// Every whole number in it, where there are few.
    pub fn few_numbers(&self) -> Vec<Exact> {
        let ends = (self.least.and_then(Exact::to_integer), self.greatest.and_then(Exact::to_integer));
        let (Some(least), Some(greatest)) = ends else { return self.only.clone().unwrap_or_default() };
        let few = greatest.checked_sub(least).is_some_and(|count| (0..FEW).contains(&count));
        if few { (least..=greatest).map(Exact::integer).collect() } else { Vec::new() }
    }

    fn holds(&self, number: Exact) -> bool {
        let above = self.least.is_none_or(|l| l <= number);
        let below = self.greatest.is_none_or(|g| number <= g);
        let whole = self.step.is_none_or(|s| is_multiple(number, s));
        above && below && whole && self.only.as_ref().is_none_or(|o| o.contains(&number))
    }

    /// The whole domain as one stretch.
    pub fn whole(&self) -> Stretch {
        let end = |at: Exact| End { at, included: true };
        let ends = self.only.as_ref().map(|o| (o.first().copied(), o.last().copied()));
        let (least, greatest) = ends.unwrap_or((self.least, self.greatest));
        Stretch { least: least.map(end), greatest: greatest.map(end) }
    }

    /// Every stretch that the cuts leave, each with a number of this domain in it: those below, at, between and above them.
    pub fn stretches(&self, cuts: &BTreeSet<Exact>) -> Vec<Stretch> {
        if let Some(only) = &self.only {
            return only.iter().map(|at| Stretch::point(*at)).collect();
        }
        let mut out = Vec::new();
        let mut before: Option<Exact> = None;
        for cut in cuts.iter().copied().map(Some).chain([None]) {
            let end = |at: Exact| End { at, included: false };
            out.push(Stretch { least: before.map(end), greatest: cut.map(end) });
            out.extend(cut.map(Stretch::point));
            before = cut;
        }
        let whole = self.whole();
        out.into_iter().map(|s| s.within(whole)).filter(|s| s.pick(self).is_some()).collect()
    }
}

impl Stretch {
    /// Just one number.
    pub fn point(at: Exact) -> Stretch {
        let end = Some(End { at, included: true });
        Stretch { least: end, greatest: end }
    }

    /// The part of it that also lies in the other.
    fn within(self, other: Stretch) -> Stretch {
        let least = match (self.least, other.least) {
            (Some(a), Some(b)) => Some(if b.at > a.at || (b.at == a.at && !b.included) { b } else { a }),
            (a, b) => a.or(b),
        };
        let greatest = match (self.greatest, other.greatest) {
            (Some(a), Some(b)) => Some(if b.at < a.at || (b.at == a.at && !b.included) { b } else { a }),
            (a, b) => a.or(b),
        };
        Stretch { least, greatest }
    }

    /// A number of the domain in this stretch, as plain a one as there is: nought, else the nearest end.
    pub fn pick(self, domain: &Domain) -> Option<Exact> {
        let here = self.within(domain.whole());
        if let Some(only) = &domain.only {
            return only.iter().copied().find(|n| here.contains(*n));
        }
        let candidates = here.candidates(domain.step);
        candidates.into_iter().flatten().find(|n| here.contains(*n) && domain.holds(*n))
    }

    pub fn contains(self, number: Exact) -> bool {
        let above = self.least.is_none_or(|l| l.at < number || (l.included && l.at == number));
        let below = self.greatest.is_none_or(|g| number < g.at || (g.included && g.at == number));
        above && below
    }

    /// Nought; the ends; a step inside each end; the middle.
    fn candidates(self, step: Option<Exact>) -> Vec<Option<Exact>> {
        let one = step.unwrap_or(Exact::ONE);
        let (low, high) = (self.least.map(|l| l.at), self.greatest.map(|g| g.at));
        let middle = || low?.plus(high?)?.over(Exact::integer(2));
        let mut out = vec![Some(Exact::ZERO), low, high.filter(|_| low.is_none())];
        // A whole number reads better than the smallest step.
        out.push(low.and_then(|l| next_multiple(l, Exact::ONE, true)));
        out.push(high.and_then(|h| next_multiple(h, Exact::ONE, false)));
        out.push(low.and_then(|l| next_multiple(l, one, true)));
        out.push(high.and_then(|h| next_multiple(h, one, false)));
        out.push(high);
        out.push(middle());
        out
    }
}

fn is_multiple(number: Exact, step: Exact) -> bool {
    number.over(step).and_then(Exact::to_integer).is_some()
}

/// The next multiple of a step above (or below) a number, never the number itself.
fn next_multiple(number: Exact, step: Exact, above: bool) -> Option<Exact> {
    let times = number.over(step)?;
    let towards = times.round(Rounding::Down)?;
    let floor = if Exact::integer(towards) > times { towards.checked_sub(1)? } else { towards };
    let exact = Exact::integer(floor) == times;
    let times = match (above, exact) {
        (true, _) => floor.checked_add(1)?,
        (false, true) => floor.checked_sub(1)?,
        (false, false) => floor,
    };
    Exact::integer(times).times(step)
}

/// A sum of multiples of numbers, at most `bound` (or below it, where `strict`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AtMost {
    pub terms: BTreeMap<usize, Exact>,
    pub bound: Exact,
    pub strict: bool,
}

/// What came of looking for numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    Numbers(BTreeMap<usize, Exact>),
    Never,
    Undecided,
}

/// The inequalities that put a sum of terms into a stretch.
pub(crate) fn between(terms: &BTreeMap<usize, Exact>, stretch: Stretch) -> Option<Vec<AtMost>> {
    let mut out = Vec::new();
    if let Some(end) = stretch.greatest {
        out.push(AtMost { terms: terms.clone(), bound: end.at, strict: !end.included });
    }
    if let Some(end) = stretch.least {
        let turned = terms.iter().map(|(at, times)| Some((*at, Exact::ZERO.minus(*times)?))).collect::<Option<_>>()?;
        out.push(AtMost { terms: turned, bound: Exact::ZERO.minus(end.at)?, strict: !end.included });
    }
    Some(out)
}

/// Numbers that satisfy all inequalities: one unknown after the other is removed by adding up the inequalities that hold it
/// from above and from below (Fourier and Motzkin); then each is chosen, the last removed first. Every inequality has a term: one
/// without is decided where it is made (`logic.rs`).
pub(crate) fn satisfy(constraints: Vec<AtMost>, domains: &BTreeMap<usize, Domain>) -> Found {
    let mut rounds: Vec<(usize, Vec<AtMost>)> = Vec::new();
    let mut left = constraints;
    for at in domains.keys().copied() {
        let (mut upper, mut lower, mut without) = (Vec::new(), Vec::new(), Vec::new());
        for constraint in left {
            match constraint.terms.get(&at).map_or(Ordering::Equal, |times| times.compare(Exact::ZERO)) {
                Ordering::Greater => upper.push(constraint),
                Ordering::Less => lower.push(constraint),
                Ordering::Equal => without.push(constraint),
            }
        }
        for above in &upper {
            for below in &lower {
                let Some(sum) = added(above, below, at) else { return Found::Undecided };
                if !sum.terms.is_empty() {
                    if !without.contains(&sum) {
                        without.push(sum);
                    }
                } else if sum.bound < Exact::ZERO || (sum.strict && sum.bound == Exact::ZERO) {
                    return Found::Never;
                }
            }
        }
        if without.len() > MOST_CONSTRAINTS {
            return Found::Undecided;
        }
        upper.extend(lower);
        rounds.push((at, upper));
        left = without;
    }
    let mut numbers: BTreeMap<usize, Exact> = BTreeMap::new();
    for (at, constraints) in rounds.iter().rev() {
        let domain = domains.get(at).cloned().unwrap_or_default();
        match room(*at, constraints, &numbers).and_then(|room| room.pick(&domain)) {
            Some(number) => {
                numbers.insert(*at, number);
            }
            // Between two whole numbers there may be room for a fraction only.
            None => return Found::Undecided,
        }
    }
    Found::Numbers(numbers)
}

/// Two inequalities added so that one unknown falls away.
fn added(upper: &AtMost, lower: &AtMost, at: usize) -> Option<AtMost> {
    let up = *upper.terms.get(&at)?;
    let down = Exact::ZERO.minus(*lower.terms.get(&at)?)?;
    let mut terms: BTreeMap<usize, Exact> = BTreeMap::new();
    for (from, by) in [(upper, down), (lower, up)] {
        for (key, times) in &from.terms {
            let sum = terms.get(key).copied().unwrap_or(Exact::ZERO).plus(times.times(by)?)?;
            terms.insert(*key, sum);
        }
    }
    terms.retain(|key, times| *key != at && *times != Exact::ZERO);
    let bound = upper.bound.times(down)?.plus(lower.bound.times(up)?)?;
    Some(AtMost { terms, bound, strict: upper.strict || lower.strict })
}

/// Where one unknown may lie when the others that stand beside it are chosen.
fn room(at: usize, constraints: &[AtMost], numbers: &BTreeMap<usize, Exact>) -> Option<Stretch> {
    let mut room = Stretch { least: None, greatest: None };
    for constraint in constraints {
        let times = *constraint.terms.get(&at)?;
        let mut bound = constraint.bound;
        for (key, factor) in constraint.terms.iter().filter(|(key, _)| **key != at) {
            bound = bound.minus(factor.times(*numbers.get(key)?)?)?;
        }
        let end = Some(End { at: bound.over(times)?, included: !constraint.strict });
        let side = if times > Exact::ZERO { Stretch { least: None, greatest: end } } else { Stretch { least: end, greatest: None } };
        room = room.within(side);
    }
    Some(room)
}

/// The number by which a value is compared; `None` for values without an order of their own.
pub(crate) fn as_number(value: &Value) -> Option<Exact> {
    match value {
        Value::Number(number) => Some(*number),
        Value::Enum(_, rank) => Some(Exact::integer(i128::from(*rank))),
        Value::Year(year) => Some(Exact::integer(i128::from(year.0))),
        Value::Date(day) => {
            let days = day.since((jiff::Unit::Day, jiff::civil::Date::constant(2000, 1, 1))).ok()?.get_days();
            Some(Exact::integer(i128::from(days)))
        }
        _ => None,
    }
}

/// The value of a type that compares by a number.
pub(crate) fn as_value(number: Exact, ty: &Type) -> Option<Value> {
    let whole = || number.to_integer();
    match ty {
        Type::Enum(id) => u32::try_from(whole()?).ok().map(|rank| Value::Enum(*id, rank)),
        Type::Year => i16::try_from(whole()?).ok().map(|year| Value::Year(quanheng_facts::value::Year(year))),
        Type::Date => {
            let days = i32::try_from(whole()?).ok()?;
            let span = jiff::Span::new().try_days(days).ok()?;
            jiff::civil::Date::constant(2000, 1, 1).checked_add(span).ok().map(Value::Date)
        }
        _ => Some(Value::Number(number)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(value: i128) -> Exact {
        Exact::integer(value)
    }

    fn whole() -> Domain {
        Domain { step: Some(Exact::ONE), ..Domain::default() }
    }

    fn picks(domain: &Domain, cuts: &[i128]) -> Vec<i128> {
        let cuts = cuts.iter().map(|c| n(*c)).collect();
        domain.stretches(&cuts).into_iter().filter_map(|s| s.pick(domain)?.to_integer()).collect()
    }

    #[test]
    fn stretches_have_a_number_in_them() {
        assert_eq!(picks(&whole(), &[3]), [0, 3, 4]);
        assert_eq!(picks(&whole(), &[3, 4]), [0, 3, 4, 5]);
        assert_eq!(picks(&whole(), &[3, 5]), [0, 3, 4, 5, 6]);
        assert_eq!(picks(&Domain { least: Some(n(1)), greatest: Some(n(3)), ..whole() }, &[1, 3]), [1, 2, 3]);
        assert_eq!(picks(&Domain { least: Some(n(0)), ..whole() }, &[0]), [0, 1]);
        assert_eq!(picks(&Domain { only: Some(vec![n(0), n(2)]), ..whole() }, &[1]), [0, 2]);
    }

    fn sum(terms: &[(usize, i128)], bound: i128, strict: bool) -> AtMost {
        AtMost { terms: terms.iter().map(|(at, times)| (*at, n(*times))).collect(), bound: n(bound), strict }
    }

    fn solved(constraints: Vec<AtMost>, count: usize) -> Found {
        satisfy(constraints, &(0..count).map(|at| (at, whole())).collect())
    }

    #[test]
    fn what_goes_round_in_a_circle_never_holds() {
        let less = |a: usize, b: usize| sum(&[(a, 1), (b, -1)], 0, true);
        assert_eq!(solved(vec![less(0, 1), less(1, 2), less(2, 0)], 3), Found::Never);
        let found = solved(vec![less(0, 1), less(1, 2)], 3);
        let Found::Numbers(numbers) = found else { unreachable!("{found:?}") };
        assert!(numbers.get(&0) < numbers.get(&1) && numbers.get(&1) < numbers.get(&2), "{numbers:?}");
    }

    #[test]
    fn sums_against_their_parts() {
        let low = |at: usize| sum(&[(at, 1)], 3, true);
        let together = sum(&[(0, -1), (1, -1)], -10, false);
        assert_eq!(solved(vec![low(0), low(1), together], 2), Found::Never);
    }

    #[test]
    fn room_for_a_fraction_only_is_not_decided() {
        assert_eq!(solved(vec![sum(&[(0, 2)], 3, true), sum(&[(0, -2)], -2, true)], 1), Found::Undecided);
    }

    #[test]
    fn values_and_numbers_go_both_ways() {
        let day = Value::Date(jiff::civil::date(2016, 6, 1));
        let number = as_number(&day).and_then(|number| as_value(number, &Type::Date));
        assert_eq!(number, Some(day));
    }
}

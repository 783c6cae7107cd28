//! Sums, products and comparisons of ranges: what the result can be when the operands can be several things.
//!
//! Transfer functions only; each is exact for two independent ranges. Overflow and division by nought are faults.
//! The difference of two dates is a number of days, of two years a number of years.

use std::cmp::Ordering;

use jiff::civil::Date;
use quanheng_facts::exact::Exact;
use quanheng_facts::value::{Value, Year};

use crate::possible::{Possible, Range};
use crate::syntax::tree::{Arithmetic, Comparison};

/// An end of a stretch of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Lowest,
    At(Exact),
    Highest,
}

/// The two ends of a range of numbers, days or years; `None` for anything else.
fn ends(range: &Range) -> Option<(End, End)> {
    let end = |value: Option<&Value>, open: End| match value {
        Some(Value::Number(number)) => Some(End::At(*number)),
        Some(Value::Year(year)) => Some(End::At(Exact::integer(i128::from(year.0)))),
        Some(Value::Date(day)) => day_number(*day).map(End::At),
        None => Some(open),
        _ => None,
    };
    Some((end(range.least(), End::Lowest)?, end(range.greatest(), End::Highest)?))
}

/// Days counted from one day.
fn day_number(day: Date) -> Option<Exact> {
    let days = day.since((jiff::Unit::Day, Date::constant(2000, 1, 1))).ok()?.get_days();
    Some(Exact::integer(i128::from(days)))
}

fn range_of(low: End, high: End) -> Range {
    let value = |end| match end {
        End::At(number) => Some(Value::Number(number)),
        End::Lowest | End::Highest => None,
    };
    Range::between(value(low), value(high))
}

/// What two operands can be besides a value: a fault of either is a fault of both, whatever the other is.
fn beside(left: &Possible, right: &Possible) -> Possible {
    if left.is_fault() || right.is_fault() {
        return Possible::faulty();
    }
    Possible { range: None, na: left.na || right.na, fault: left.fault || right.fault }
}

/// `left op right`.
pub(super) fn combine(op: Arithmetic, left: &Possible, right: &Possible) -> Possible {
    let rest = beside(left, right);
    let (Some(a), Some(b)) = (left.range.as_ref(), right.range.as_ref()) else { return rest };
    let (Some((a_low, a_high)), Some((b_low, b_high))) = (ends(a), ends(b)) else { return Possible { fault: true, ..rest } };
    let result = match op {
        Arithmetic::Add => sum(a_low, b_low).zip(sum(a_high, b_high)).map(|(low, high)| (low, high, false)),
        Arithmetic::Subtract => difference(a_low, b_high).zip(difference(a_high, b_low)).map(|(low, high)| (low, high, false)),
        Arithmetic::Multiply => {
            spread([(a_low, b_low), (a_low, b_high), (a_high, b_low), (a_high, b_high)], product).map(|(l, h)| (l, h, false))
        }
        Arithmetic::Divide | Arithmetic::Share => quotient((a_low, a_high), (b_low, b_high)),
    };
    match result {
        Some((low, high, may_fail)) => Possible { range: Some(range_of(low, high)), fault: rest.fault || may_fail, ..rest },
        None => Possible { fault: true, ..rest },
    }
}

/// A year some years later.
pub(super) fn year_plus(year: &Possible, years: i32) -> Possible {
    let moved = |value: Option<&Value>| match value {
        Some(Value::Year(year)) => year.plus(years).map(|y| Some(Value::Year(y))),
        _ => Some(None),
    };
    let range = match &year.range {
        None => None,
        Some(range) => match (moved(range.least()), moved(range.greatest())) {
            (Some(least), Some(greatest)) => Some(Range::between(least, greatest)),
            _ => return Possible { fault: true, range: None, na: year.na },
        },
    };
    Possible { range, ..year.clone() }
}

fn sum(a: End, b: End) -> Option<End> {
    match (a, b) {
        (End::At(x), End::At(y)) => x.plus(y).map(End::At),
        (End::Lowest, _) | (_, End::Lowest) => Some(End::Lowest),
        _ => Some(End::Highest),
    }
}

fn negated(end: End) -> Option<End> {
    match end {
        End::Lowest => Some(End::Highest),
        End::Highest => Some(End::Lowest),
        End::At(x) => Exact::ZERO.minus(x).map(End::At),
    }
}

fn difference(a: End, b: End) -> Option<End> {
    match (a, b) {
        (End::At(x), End::At(y)) => x.minus(y).map(End::At),
        (End::At(_), open) => negated(open),
        (open, _) => Some(open),
    }
}

fn sign(end: End) -> Ordering {
    match end {
        End::Lowest => Ordering::Less,
        End::Highest => Ordering::Greater,
        End::At(x) => x.compare(Exact::ZERO),
    }
}

fn product(a: End, b: End) -> Option<End> {
    match (a, b) {
        (End::At(x), End::At(y)) => x.times(y).map(End::At),
        // An open end times nought is nought: the other factor is nought whatever the open one is.
        _ => Some(match (sign(a), sign(b)) {
            (Ordering::Equal, _) | (_, Ordering::Equal) => End::At(Exact::ZERO),
            (s, t) if s == t => End::Highest,
            _ => End::Lowest,
        }),
    }
}

fn spread(pairs: [(End, End); 4], of: fn(End, End) -> Option<End>) -> Option<(End, End)> {
    let mut all = Vec::with_capacity(4);
    for (a, b) in pairs {
        all.push(of(a, b)?);
    }
    Some((all.iter().copied().min()?, all.iter().copied().max()?))
}

/// The third part: some divisor in the range may be nought.
fn quotient(a: (End, End), b: (End, End)) -> Option<(End, End, bool)> {
    let zero = End::At(Exact::ZERO);
    if b == (zero, zero) {
        return None;
    }
    if b.0 <= zero && zero <= b.1 {
        return Some((End::Lowest, End::Highest, true));
    }
    let ratio = |x: End, y: End| match (x, y) {
        (End::At(x), End::At(y)) => x.over(y).map(End::At),
        (_, End::Lowest | End::Highest) => Some(zero),
        (open, y) => Some(if sign(y) == Ordering::Greater { open } else { negated(open).unwrap_or(open) }),
    };
    let mut all = Vec::with_capacity(4);
    for (x, y) in [(a.0, b.0), (a.0, b.1), (a.1, b.0), (a.1, b.1)] {
        all.push(ratio(x, y)?);
    }
    Some((all.iter().copied().min()?, all.iter().copied().max()?, false))
}

/// How two ranges can stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Relation {
    pub less: bool,
    pub equal: bool,
    pub greater: bool,
}

/// What `a` can be beside `b`.
pub(super) fn relation(a: &Range, b: &Range) -> Relation {
    if let (Range::One(x), Range::One(y)) = (a, b) {
        let order = x.cmp(y);
        return Relation { less: order == Ordering::Less, equal: order == Ordering::Equal, greater: order == Ordering::Greater };
    }
    match (a, b) {
        (Range::Among(_) | Range::Anything, _) | (_, Range::Among(_) | Range::Anything) => {
            let meet = match (a, b) {
                (Range::Among(x), Range::Among(y)) => !x.is_disjoint(y),
                (Range::Among(x), Range::One(y)) | (Range::One(y), Range::Among(x)) => x.contains(y),
                _ => true,
            };
            Relation { less: true, equal: meet, greater: true }
        }
        _ => {
            // `None` is an open end: lower than every least, higher than every greatest.
            let below = |low: Option<&Value>, high: Option<&Value>| match (low, high) {
                (Some(low), Some(high)) => low < high,
                _ => true,
            };
            let not_above = |low: Option<&Value>, high: Option<&Value>| match (low, high) {
                (Some(low), Some(high)) => low <= high,
                _ => true,
            };
            Relation {
                less: below(a.least(), b.greatest()),
                greater: below(b.least(), a.greatest()),
                equal: not_above(a.least(), b.greatest()) && not_above(b.least(), a.greatest()),
            }
        }
    }
}

/// `left op right`: yes, no, or either.
pub(super) fn compare(op: Comparison, left: &Possible, right: &Possible) -> Possible {
    let rest = beside(left, right);
    let (Some(a), Some(b)) = (left.range.as_ref(), right.range.as_ref()) else { return rest };
    let can = relation(a, b);
    let (yes, no) = match op {
        Comparison::Equal => (can.equal, can.less || can.greater),
        Comparison::NotEqual => (can.less || can.greater, can.equal),
        Comparison::Less => (can.less, can.equal || can.greater),
        Comparison::LessOrEqual => (can.less || can.equal, can.greater),
        Comparison::Greater => (can.greater, can.equal || can.less),
        Comparison::GreaterOrEqual => (can.greater || can.equal, can.less),
    };
    let truth = match (yes, no) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    };
    Possible { range: Possible::three_valued(truth).range, ..rest }
}

/// `value` held to at least `least` and at most `most`.
pub(super) fn clip(value: &Possible, least: Option<&Possible>, most: Option<&Possible>) -> Possible {
    let limited = least.map_or_else(|| value.clone(), |limit| pick(true, value, limit));
    most.map_or(limited.clone(), |limit| pick(false, &limited, limit))
}

/// The greatest (or least) of several.
pub(super) fn extreme(greatest: bool, of: &[Possible]) -> Possible {
    let mut result: Option<Possible> = None;
    for each in of {
        result = Some(match result {
            None => each.clone(),
            Some(so_far) => pick(greatest, &so_far, each),
        });
    }
    result.unwrap_or_else(Possible::faulty)
}

fn pick(greatest: bool, a: &Possible, b: &Possible) -> Possible {
    let range = match (a.range.as_ref(), b.range.as_ref()) {
        (Some(x), Some(y)) => {
            let choose = |m: Option<&Value>, n: Option<&Value>, open_wins: bool| match (m, n) {
                (Some(m), Some(n)) => Some(if greatest { m.max(n).clone() } else { m.min(n).clone() }),
                _ if open_wins => None,
                (one, other) => one.or(other).cloned(),
            };
            Some(Range::between(choose(x.least(), y.least(), !greatest), choose(x.greatest(), y.greatest(), greatest)))
        }
        _ => None,
    };
    Possible { range, ..beside(a, b) }
}

/// Narrowed to what is not below (or not above) the limit; `None` where nothing is left.
pub(super) fn narrowed(range: &Range, limit: &Value, at_least: bool) -> Option<Range> {
    match range {
        Range::One(value) => {
            let fits = if at_least { value >= limit } else { value <= limit };
            fits.then(|| range.clone())
        }
        Range::Between { least, greatest } => {
            let (least, greatest) = if at_least {
                (Some(least.as_ref().map_or(limit, |l| l.max(limit)).clone()), greatest.clone())
            } else {
                (least.clone(), Some(greatest.as_ref().map_or(limit, |g| g.min(limit)).clone()))
            };
            match (&least, &greatest) {
                (Some(l), Some(g)) if l > g => None,
                _ => Some(Range::between(least, greatest)),
            }
        }
        Range::Among(_) | Range::Anything => Some(range.clone()),
    }
}

/// The year a possible year surely is not before, and the one it surely is not after.
pub(super) fn year_ends(possible: &Possible) -> (Option<Year>, Option<Year>) {
    let year = |value: Option<&Value>| match value {
        Some(Value::Year(year)) => Some(*year),
        _ => None,
    };
    match &possible.range {
        Some(range) => (year(range.least()), year(range.greatest())),
        None => (None, None),
    }
}

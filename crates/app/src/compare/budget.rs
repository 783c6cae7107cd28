//! What all money of a result adds up to on either side, from the lowest to the highest it can be, and the difference.

use quanheng_facts::exact::Exact;
use quanheng_facts::value::Value;
use quanheng_policy::finding::{Finding, Status};

use super::{Movement, Pair};
use crate::results::ResultRow;

/// From the lowest to the highest, in 分; `None`: no end, or it does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum {
    pub least: Option<Exact>,
    pub greatest: Option<Exact>,
}

/// The sums of one result in one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Budget {
    pub a: Sum,
    pub b: Sum,
    /// B less A. Those who did not move count for nought, also where both sides are unknown within the same bounds.
    pub difference: Sum,
    /// What those who surely get more get more, together; and less.
    pub more: Sum,
    pub less: Sum,
    /// Not known on either side, within the same bounds.
    pub unknown_alike: usize,
    /// Results in conflict or in error, which no sum can count.
    pub faulty: (usize, usize),
}

const NOUGHT: Sum = Sum { least: Some(Exact::ZERO), greatest: Some(Exact::ZERO) };

impl Sum {
    fn plus(self, other: Sum) -> Sum {
        let add = |x: Option<Exact>, y: Option<Exact>| x?.plus(y?);
        Sum { least: add(self.least, other.least), greatest: add(self.greatest, other.greatest) }
    }

    fn minus(self, other: Sum) -> Sum {
        let less = |x: Option<Exact>, y: Option<Exact>| x?.minus(y?);
        Sum { least: less(self.least, other.greatest), greatest: less(self.greatest, other.least) }
    }
}

/// The finding that is money: of a conclusion what it gives, if it gives any.
fn money(row: &ResultRow) -> Option<&Finding> {
    match &row.conclusion {
        Some(conclusion) => conclusion.grants.as_ref().map(|g| &g.finding),
        None => Some(&row.finding),
    }
}

/// What a result counts for: 不适用, and a side that does not have it, for nought.
fn amount(row: Option<&ResultRow>) -> Option<Sum> {
    let Some(row) = row else { return Some(NOUGHT) };
    let number = |value: Option<&Value>| if let Some(Value::Number(number)) = value { Some(*number) } else { None };
    let Some(finding) = money(row) else { return Some(NOUGHT) };
    match finding.status {
        Status::Holds => {
            let exactly = number(finding.value.as_ref());
            Some(Sum { least: exactly, greatest: exactly })
        }
        Status::NotApplicable => Some(NOUGHT),
        Status::Unknown => {
            let between = finding.between.as_ref();
            let least = number(between.and_then(|b| b.least.as_ref()));
            let greatest = number(between.and_then(|b| b.greatest.as_ref()));
            let with_nought = |end: Option<Exact>, pick: fn(Exact, Exact) -> Exact| {
                if finding.may_be_na { end.map(|end| pick(end, Exact::ZERO)) } else { end }
            };
            Some(Sum { least: with_nought(least, Ord::min), greatest: with_nought(greatest, Ord::max) })
        }
        Status::Conflict | Status::Error => None,
    }
}

/// The sums of these pairs.
pub(super) fn budget(pairs: &[Pair]) -> Budget {
    let mut budget = Budget { a: NOUGHT, b: NOUGHT, difference: NOUGHT, more: NOUGHT, less: NOUGHT, unknown_alike: 0, faulty: (0, 0) };
    for pair in pairs {
        let (a, b) = (amount(pair.a.as_ref()), amount(pair.b.as_ref()));
        match a {
            Some(a) => budget.a = budget.a.plus(a),
            None => budget.faulty.0 = budget.faulty.0.saturating_add(1),
        }
        match b {
            Some(b) => budget.b = budget.b.plus(b),
            None => budget.faulty.1 = budget.faulty.1.saturating_add(1),
        }
        let (Some(a), Some(b)) = (a, b) else { continue };
        if pair.movement == Movement::Same {
            let unknown = pair.a.as_ref().and_then(money).is_some_and(|finding| finding.status == Status::Unknown);
            budget.unknown_alike = budget.unknown_alike.saturating_add(usize::from(unknown));
            continue;
        }
        let difference = b.minus(a);
        budget.difference = budget.difference.plus(difference);
        if difference.least.is_some_and(|least| least > Exact::ZERO) {
            budget.more = budget.more.plus(difference);
        } else if difference.greatest.is_some_and(|greatest| greatest < Exact::ZERO) {
            budget.less = budget.less.plus(difference);
        }
    }
    budget
}

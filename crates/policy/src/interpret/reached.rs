//! Whether what lies between two bounds is reached too.
//!
//! In: an expression and the range it can take. Out: whether every value of that range comes about by some way of filling in
//! what is not known. That the two ends are reached is told by [`Outcome::tight`]; a value of 0 or 2 lies in `0…2` and is never 1,
//! so whether it equals 1 is not told by its ends.

use super::Interpreter;
use super::outcome::Outcome;
use crate::ir::{CalendarPart, DayUnit, Expr, ExprKind, GatherKind, Shape, walk};
use crate::possible::Range;
use crate::syntax::tree::Arithmetic;

/// Definitions that only pass on what another says, one after the other; beyond, it is not looked.
const DEEPEST: u32 = 8;

impl Interpreter<'_> {
    /// Both answers come about, to whether `subject` is one of some values: it takes every value it may, or one of its ends is
    /// among them and the other is not.
    pub(super) fn both_answers_reached(&self, subject: &Expr, can: &Outcome, values: &[(&Expr, &Outcome)]) -> bool {
        let is_one = |end| values.iter().any(|(_, v)| v.possible.known() == Some(end));
        let range = can.possible.range.as_ref();
        match range.map(|r| (r.least(), r.greatest())) {
            Some((Some(least), Some(greatest))) if is_one(least) != is_one(greatest) => true,
            _ => self.every_value_reached(subject, can) && values.iter().all(|(e, v)| self.every_value_reached(e, v)),
        }
    }

    /// Every value of the range comes about, given that both ends do.
    pub(super) fn every_value_reached(&self, expr: &Expr, can: &Outcome) -> bool {
        match &can.possible.range {
            Some(range @ Range::Between { .. }) => {
                self.listed(range, &expr.ty).is_some_and(|all| all.len() <= 2) || self.unbroken(expr, DEEPEST)
            }
            _ => true,
        }
    }

    fn unbroken(&self, expr: &Expr, depth: u32) -> bool {
        let Some(deeper) = depth.checked_sub(1) else { return false };
        match &expr.kind {
            ExprKind::Variable { variable, .. } => {
                let given = self.pins.keys().any(|pin| matches!(pin, super::Pin::Variable(i) if i.variable == *variable));
                let rules = self.program.variable(*variable).filter(|v| matches!(v.shape, Shape::Rules) && v.judgement.is_none());
                given
                    || self.program.variable(*variable).is_some_and(|v| v.judgement.is_some())
                    || rules.is_some_and(|v| match v.rules.as_slice() {
                        [one] => one.guard.is_none() && one.value.as_ref().is_some_and(|value| self.unbroken(value, deeper)),
                        _ => false,
                    })
            }
            ExprKind::Arithmetic { op: Arithmetic::Add | Arithmetic::Subtract, left, right } => {
                self.unbroken(left, deeper) && self.unbroken(right, deeper)
            }
            ExprKind::Arithmetic { .. } | ExprKind::Match { .. } | ExprKind::ElseIfNa { .. } => false,
            // Months differ in length: no day becomes the 31st that was the 30th. A month's first days lie far apart.
            ExprKind::Gather(gather) if !goes_day_by_day(gather.kind) => false,
            ExprKind::Previous(inner) | ExprKind::Clip { value: inner, .. } => self.unbroken(inner, deeper),
            _ => walk::parts(expr).into_iter().all(|part| self.unbroken(part, deeper)),
        }
    }
}

/// False where neighbouring values become values that are none.
fn goes_day_by_day(kind: GatherKind) -> bool {
    match kind {
        GatherKind::DayAfter(unit) => unit == DayUnit::Days,
        GatherKind::Calendar(part) => matches!(part, CalendarPart::Month | CalendarPart::Year),
        _ => true,
    }
}

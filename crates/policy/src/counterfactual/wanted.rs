//! What was hoped for: a yes, money above nought, any value at all, or a value that was named.

use std::cmp::Ordering;

use quanheng_facts::exact::Exact;
use quanheng_facts::value::{Type, Value};

use crate::possible::{Possible, Range};

/// Which values would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Above nought (money, a number).
    AboveNought,
    /// Any value: instead of 不适用.
    AnyValue,
    /// This one (是 for a yes).
    Is(Value),
    /// Any but this one.
    IsNot(Value),
    AtLeast(Value),
    AtMost(Value),
    Above(Value),
    Below(Value),
}

impl Wanted {
    /// What is meant where nothing was named: a yes, more than nought, or any value. `None` where a value of this type stands
    /// and only the asker can say which other one was hoped for.
    #[must_use]
    pub fn usual(ty: &Type, stands: Option<&Value>) -> Option<Wanted> {
        match (ty, stands) {
            (Type::Bool, _) => Some(Wanted::Is(Value::Bool(true))),
            (Type::Money, _) => Some(Wanted::AboveNought),
            (_, Some(Value::Number(number))) if *number <= Exact::ZERO => Some(Wanted::AboveNought),
            (_, Some(_)) => None,
            (_, None) => Some(Wanted::AnyValue),
        }
    }

    /// True if this value would do.
    #[must_use]
    pub fn admits(&self, value: &Value) -> bool {
        match self {
            Wanted::AboveNought => matches!(value, Value::Number(number) if *number > Exact::ZERO),
            Wanted::AnyValue => true,
            Wanted::Is(wanted) => value == wanted,
            Wanted::IsNot(wanted) => value != wanted,
            Wanted::AtLeast(wanted) => value >= wanted,
            Wanted::AtMost(wanted) => value <= wanted,
            Wanted::Above(wanted) => value > wanted,
            Wanted::Below(wanted) => value < wanted,
        }
    }

    /// Yes or no, where everything that something can be would do, or nothing of it; `None` where some of it might.
    #[must_use]
    pub fn judge(&self, possible: &Possible) -> Option<bool> {
        let Some(range) = &possible.range else { return Some(false) };
        let (all, any) = match range {
            Range::One(value) => {
                let admitted = self.admits(value);
                (admitted, admitted)
            }
            Range::Among(values) => (values.iter().all(|v| self.admits(v)), values.iter().any(|v| self.admits(v))),
            Range::Anything => (*self == Wanted::AnyValue, true),
            Range::Between { least, greatest } => self.of_stretch(range, least.as_ref(), greatest.as_ref()),
        };
        match (all && !possible.na && !possible.fault, any) {
            (true, _) => Some(true),
            (false, false) => Some(false),
            (false, true) => None,
        }
    }

    /// Whether all of a stretch would do, and whether any of it may.
    fn of_stretch(&self, stretch: &Range, least: Option<&Value>, greatest: Option<&Value>) -> (bool, bool) {
        let low = |test: fn(Ordering) -> bool, wanted: &Value| least.map(|l| test(l.cmp(wanted)));
        let high = |test: fn(Ordering) -> bool, wanted: &Value| greatest.map(|g| test(g.cmp(wanted)));
        let nought = Value::Number(Exact::ZERO);
        match self {
            Wanted::AnyValue => (true, true),
            Wanted::Is(wanted) => (false, stretch.contains(wanted)),
            Wanted::IsNot(wanted) => (!stretch.contains(wanted), true),
            Wanted::AtLeast(wanted) => (low(Ordering::is_ge, wanted) == Some(true), high(Ordering::is_ge, wanted) != Some(false)),
            Wanted::Above(wanted) => (low(Ordering::is_gt, wanted) == Some(true), high(Ordering::is_gt, wanted) != Some(false)),
            Wanted::AboveNought => (low(Ordering::is_gt, &nought) == Some(true), high(Ordering::is_gt, &nought) != Some(false)),
            Wanted::AtMost(wanted) => (high(Ordering::is_le, wanted) == Some(true), low(Ordering::is_le, wanted) != Some(false)),
            Wanted::Below(wanted) => (high(Ordering::is_lt, wanted) == Some(true), low(Ordering::is_lt, wanted) != Some(false)),
        }
    }
}

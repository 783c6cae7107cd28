//! What something can still be: one value, a stretch of values, 不适用, a fault, or several of these.
//!
//! Unknowns, bounds, partial dates and three-valued logic are this one idea. A status is read off it: one value only is 成立,
//! 不适用 only is 不适用, a fault only is 冲突 or 错误, anything else is 未知.

use std::collections::BTreeSet;

use quanheng_facts::exact::Exact;
use quanheng_facts::value::Value;

/// The values something can still take.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Range {
    /// Exactly this.
    One(Value),
    /// Of an ordered type: from `least` to `greatest`, both included; `None`: no end. Never both the same value.
    Between { least: Option<Value>, greatest: Option<Value> },
    /// Of an unordered enum: one of these, at least two.
    Among(BTreeSet<Value>),
    /// Of an unordered type: not known at all.
    Anything,
}

/// Everything something can still be.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Possible {
    /// `None`: no value at all.
    pub range: Option<Range>,
    /// May be 不适用.
    pub na: bool,
    /// May be in conflict or in error.
    pub fault: bool,
}

/// The lowest and highest a number can be; `None`: no end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ends {
    pub low: Option<Exact>,
    pub high: Option<Exact>,
}

impl Ends {
    /// Of a number; what is no number has no ends.
    #[must_use]
    pub fn of_possible(possible: &Possible) -> Ends {
        let end = |value: Option<&Value>| if let Some(Value::Number(number)) = value { Some(*number) } else { None };
        let range = possible.range.as_ref();
        Ends { low: range.and_then(|r| end(r.least())), high: range.and_then(|r| end(r.greatest())) }
    }

    /// The one number, where it can be no other.
    #[must_use]
    pub fn known(self) -> Option<Exact> {
        self.low.filter(|low| self.high == Some(*low))
    }
}

impl Possible {
    /// This value and nothing else.
    #[must_use]
    pub fn value(value: Value) -> Possible {
        Possible { range: Some(Range::One(value)), na: false, fault: false }
    }

    /// Yes or no.
    #[must_use]
    pub fn truth(truth: bool) -> Possible {
        Possible::value(Value::Bool(truth))
    }

    /// Yes, no, or (with `None`) either.
    #[must_use]
    pub fn three_valued(truth: Option<bool>) -> Possible {
        match truth {
            Some(truth) => Possible::truth(truth),
            None => Possible::range(Range::either()),
        }
    }

    /// A stretch of values.
    #[must_use]
    pub fn range(range: Range) -> Possible {
        Possible { range: Some(range), na: false, fault: false }
    }

    /// 不适用.
    #[must_use]
    pub fn not_applicable() -> Possible {
        Possible { range: None, na: true, fault: false }
    }

    /// A fault.
    #[must_use]
    pub fn faulty() -> Possible {
        Possible { range: None, na: false, fault: true }
    }

    /// The one value, where it can be nothing else.
    #[must_use]
    pub fn known(&self) -> Option<&Value> {
        match (&self.range, self.na, self.fault) {
            (Some(Range::One(value)), false, false) => Some(value),
            _ => None,
        }
    }

    /// True if only 不适用 is possible.
    #[must_use]
    pub fn is_na(&self) -> bool {
        self.na && self.range.is_none() && !self.fault
    }

    /// True if only a fault is possible.
    #[must_use]
    pub fn is_fault(&self) -> bool {
        self.fault && self.range.is_none() && !self.na
    }

    /// True if there is one outcome and no more.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        self.known().is_some() || self.is_na() || self.is_fault()
    }

    /// The truth, where this is a boolean that is known; `None` where it may be either (or is something else).
    #[must_use]
    pub fn as_truth(&self) -> Option<bool> {
        match self.known() {
            Some(Value::Bool(truth)) => Some(*truth),
            _ => None,
        }
    }

    /// True if `是` is among the possible values.
    #[must_use]
    pub fn may_be(&self, truth: bool) -> bool {
        match &self.range {
            Some(Range::One(Value::Bool(t))) => *t == truth,
            Some(Range::Between { .. } | Range::Anything) => true,
            _ => false,
        }
    }

    /// Everything either can be.
    #[must_use]
    pub fn hull(self, other: Possible) -> Possible {
        let range = match (self.range, other.range) {
            (Some(a), Some(b)) => Some(a.hull(b)),
            (a, b) => a.or(b),
        };
        Possible { range, na: self.na || other.na, fault: self.fault || other.fault }
    }

    /// Without 不适用.
    #[must_use]
    pub fn without_na(self) -> Possible {
        Possible { na: false, ..self }
    }
}

impl Range {
    /// 否 … 是.
    #[must_use]
    pub fn either() -> Range {
        Range::Between { least: Some(Value::Bool(false)), greatest: Some(Value::Bool(true)) }
    }

    /// From `least` to `greatest`; one value where they are the same.
    #[must_use]
    pub fn between(least: Option<Value>, greatest: Option<Value>) -> Range {
        match (least, greatest) {
            (Some(a), Some(b)) if a == b => Range::One(a),
            (least, greatest) => Range::Between { least, greatest },
        }
    }

    /// One of these; `None` for an empty set.
    #[must_use]
    pub fn among(values: BTreeSet<Value>) -> Option<Range> {
        if values.len() == 1 { values.into_iter().next().map(Range::One) } else { (!values.is_empty()).then_some(Range::Among(values)) }
    }

    /// The lowest value, if there is one.
    #[must_use]
    pub fn least(&self) -> Option<&Value> {
        match self {
            Range::One(value) => Some(value),
            Range::Between { least, .. } => least.as_ref(),
            Range::Among(_) | Range::Anything => None,
        }
    }

    /// The highest value, if there is one.
    #[must_use]
    pub fn greatest(&self) -> Option<&Value> {
        match self {
            Range::One(value) => Some(value),
            Range::Between { greatest, .. } => greatest.as_ref(),
            Range::Among(_) | Range::Anything => None,
        }
    }

    /// True if the value is in it.
    #[must_use]
    pub fn contains(&self, value: &Value) -> bool {
        match self {
            Range::One(one) => one == value,
            Range::Between { least, greatest } => least.as_ref().is_none_or(|l| l <= value) && greatest.as_ref().is_none_or(|g| value <= g),
            Range::Among(values) => values.contains(value),
            Range::Anything => true,
        }
    }

    /// Everything in either. Text and entities have no order: two different ones are "anything".
    #[must_use]
    pub fn hull(self, other: Range) -> Range {
        match (self, other) {
            (Range::One(a), Range::One(b)) if a == b => Range::One(a),
            (Range::Anything, _) | (_, Range::Anything) => Range::Anything,
            (Range::Among(mut a), Range::Among(b)) => {
                a.extend(b);
                Range::Among(a)
            }
            (Range::Among(mut a), Range::One(b)) | (Range::One(b), Range::Among(mut a)) => {
                a.insert(b);
                Range::Among(a)
            }
            (Range::One(Value::Text(_) | Value::Entity(_) | Value::Set(_)), _) => Range::Anything,
            (a, b) => {
                let least = match (a.least(), b.least()) {
                    (Some(x), Some(y)) => Some(x.min(y).clone()),
                    _ => None,
                };
                let greatest = match (a.greatest(), b.greatest()) {
                    (Some(x), Some(y)) => Some(x.max(y).clone()),
                    _ => None,
                };
                Range::between(least, greatest)
            }
        }
    }
}

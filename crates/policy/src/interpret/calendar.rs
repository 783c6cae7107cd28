//! 首日, 末日, 所在月, 所在年度: days of months and years, and back.
//!
//! Each only ever grows with what it is of, so that the ends of a range become the ends of the result: a date known to the month
//! only has that month for certain. Deliberately absent: any guess at a day from a month; that is what the words are for.

use quanheng_facts::value::{Month, Value, Year};

use super::Interpreter;
use super::expression::Frame;
use super::outcome::Outcome;
use crate::finding::Fault;
use crate::ir::{CalendarPart, Expr};
use crate::possible::{Possible, Range};

impl Interpreter<'_> {
    pub(super) fn calendar(&self, part: CalendarPart, of: &Expr, frame: Frame<'_>) -> Outcome {
        let of = self.eval(of, frame);
        let rest = Possible { range: None, ..of.possible.clone() };
        let Some(range) = &of.possible.range else { return Outcome::from_parts(rest, [&of]) };
        let mut failed = false;
        let mut end = |value: Option<&Value>| {
            let taken = value.map(|value| taken(part, value));
            failed |= taken == Some(None);
            taken.flatten()
        };
        let (least, greatest) = (end(range.least()), end(range.greatest()));
        if !failed {
            return Outcome::from_parts(Possible { range: Some(Range::between(least, greatest)), ..rest }, [&of]);
        }
        let outcome = Outcome::from_parts(Possible { fault: true, ..rest }, [&of]);
        let blamed = Outcome::fault(frame.instance, Vec::new(), Fault::Arithmetic);
        Outcome { causes: outcome.causes.clone().joined(&blamed.causes), ..outcome }
    }
}

/// `None`: a year outside the calendar.
fn taken(part: CalendarPart, value: &Value) -> Option<Value> {
    let (first, last) = match value {
        Value::Date(day) => (*day, *day),
        Value::Month(month) => month.days()?,
        Value::Year(year) => (year.first_day()?, year.last_day()?),
        _ => return None,
    };
    Some(match part {
        CalendarPart::FirstDay => Value::Date(first),
        CalendarPart::LastDay => Value::Date(last),
        CalendarPart::Month => Value::Month(Month { year: first.year(), month: first.month() }),
        CalendarPart::Year => Value::Year(Year(first.year())),
    })
}

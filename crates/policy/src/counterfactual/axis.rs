//! The values an input could have had instead, step by step from the one it has.
//!
//! The step is the resolution of its type: one for whole numbers, the last decimal place of its column, one 分 of money, a
//! hundredth of a per cent for ratios, the next value of an enum, a day, a month, a year. What has no order has no steps: its
//! other values stand side by side.

use jiff::ToSpan;
use quanheng_facts::exact::Exact;
use quanheng_facts::value::{EnumDef, Month, Type, Value, Year, enum_of};

use crate::possible::Range;

/// One step of a ratio: a hundredth of a per cent.
const RATIO_SCALE: u32 = 4;

/// Which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Towards {
    Up,
    Down,
    /// There is no order.
    Other,
}

/// The values an input could have had.
#[derive(Clone, Debug)]
pub(crate) enum Axis {
    /// In order; how many steps there are each way (`None`: no end).
    Steps { from: Value, scale: u32, down: Option<i128>, up: Option<i128> },
    /// Without an order.
    Beside(Vec<Value>),
}

impl Axis {
    /// Around a value of a type, between the lowest and highest value allowed. `None` for what is not changed step by step:
    /// texts, entities, several values in one cell.
    pub fn around(value: &Value, ty: &Type, range: (Option<Exact>, Option<Exact>), enums: &[EnumDef]) -> Option<Axis> {
        match (ty, value) {
            (Type::Bool, Value::Bool(truth)) => Some(Axis::Beside(vec![Value::Bool(!truth)])),
            (Type::Enum(id), Value::Enum(_, rank)) => {
                let def = enum_of(enums, *id)?;
                let count = u32::try_from(def.values.len()).ok()?;
                if def.order.is_none() {
                    let others = (0..count).filter(|other| other != rank).map(|other| Value::Enum(*id, other));
                    return Some(Axis::Beside(others.collect()));
                }
                let up = count.checked_sub(1)?.checked_sub(*rank)?;
                Some(Axis::Steps { from: value.clone(), scale: 0, down: Some(i128::from(*rank)), up: Some(i128::from(up)) })
            }
            (Type::Integer { .. } | Type::Money, Value::Number(number)) => Axis::numbers(*number, 0, range),
            (Type::Decimal { scale }, Value::Number(number)) => Axis::numbers(*number, *scale, range),
            (Type::Ratio, Value::Number(number)) => {
                let range = (range.0, range.1.or(Some(Exact::ONE).filter(|one| number <= one)));
                Axis::numbers(*number, RATIO_SCALE, range)
            }
            (Type::Date, Value::Date(_)) | (Type::Month, Value::Month(_)) | (Type::Year, Value::Year(_)) => {
                let axis = Axis::Steps { from: value.clone(), scale: 0, down: None, up: None };
                Some(axis.bounded_by_calendar())
            }
            _ => None,
        }
    }

    /// A number that is not below nought stays so, unless its column says otherwise.
    fn numbers(number: Exact, scale: u32, (least, greatest): (Option<Exact>, Option<Exact>)) -> Option<Axis> {
        let least = least.or((number >= Exact::ZERO).then_some(Exact::ZERO));
        let steps = |from: Exact, to: Exact| -> Option<i128> {
            let distance = to.minus(from)?.times(Exact::integer(10_i128.checked_pow(scale)?))?;
            if distance <= Exact::ZERO { Some(0) } else { distance.round(quanheng_facts::exact::Rounding::Down) }
        };
        let down = match least {
            Some(least) => Some(steps(least, number)?),
            None => None,
        };
        let up = match greatest {
            Some(greatest) => Some(steps(number, greatest)?),
            None => None,
        };
        Some(Axis::Steps { from: Value::Number(number), scale, down, up })
    }

    fn bounded_by_calendar(self) -> Axis {
        let Axis::Steps { from, scale, .. } = self else { return self };
        // No record is a thousand years off.
        let (down, up) = match from {
            Value::Date(_) => (365_000, 365_000),
            Value::Month(_) => (12_000, 12_000),
            _ => (1000, 1000),
        };
        let reach = |steps: i128, sign: i128| {
            let there = |n: &i128| value_at(&from, scale, n.saturating_mul(sign)).is_some();
            (0..=20_u32).filter_map(|halvings| steps.checked_div(1_i128.checked_shl(halvings)?)).find(there).unwrap_or(0)
        };
        let (down, up) = (reach(down, -1), reach(up, 1));
        Axis::Steps { from, scale, down: Some(down), up: Some(up) }
    }

    /// How many steps there are one way; `None`: no end.
    pub fn length(&self, towards: Towards) -> Option<i128> {
        match (self, towards) {
            (Axis::Steps { down, .. }, Towards::Down) => *down,
            (Axis::Steps { up, .. }, Towards::Up) => *up,
            _ => Some(0),
        }
    }

    /// The value so many steps away.
    pub fn at(&self, towards: Towards, steps: i128) -> Option<Value> {
        let Axis::Steps { from, scale, .. } = self else { return None };
        let signed = if towards == Towards::Down { steps.checked_neg()? } else { steps };
        value_at(from, *scale, signed)
    }

    /// All values from so many steps away to so many more; without an end where `last` is `None`.
    pub fn stretch(&self, towards: Towards, first: i128, last: Option<i128>) -> Option<Range> {
        let near = self.at(towards, first)?;
        let far = match last {
            Some(last) => Some(self.at(towards, last)?),
            None => None,
        };
        Some(match towards {
            Towards::Down => Range::between(far, Some(near)),
            _ => Range::between(Some(near), far),
        })
    }

    /// Everything the input could have been, what it is included.
    pub fn everything(&self, now: &Value) -> Option<Range> {
        match self {
            Axis::Beside(others) => {
                if let [Value::Bool(_)] = others.as_slice() {
                    return Some(Range::either());
                }
                Range::among(others.iter().chain([now]).cloned().collect())
            }
            Axis::Steps { down, up, .. } => {
                let end = |towards, length: Option<i128>| match length {
                    Some(length) => self.at(towards, length).map(Some),
                    None => Some(None),
                };
                Some(Range::between(end(Towards::Down, *down)?, end(Towards::Up, *up)?))
            }
        }
    }
}

fn value_at(from: &Value, scale: u32, steps: i128) -> Option<Value> {
    match from {
        Value::Number(number) => {
            // From a number between two places the first step leads to the next place.
            let power = Exact::integer(10_i128.checked_pow(scale)?);
            let scaled = number.times(power)?;
            let whole = match scaled.to_integer() {
                Some(whole) => whole,
                None if steps == 0 => return Some(from.clone()),
                None => {
                    let near_nought = scaled.round(quanheng_facts::exact::Rounding::Down)?;
                    let below = if scaled < Exact::ZERO { near_nought.checked_sub(1)? } else { near_nought };
                    if steps > 0 { below } else { below.checked_add(1)? }
                }
            };
            Exact::decimal(whole.checked_add(steps)?, scale).map(Value::Number)
        }
        Value::Date(day) => day.checked_add(i32::try_from(steps).ok()?.days()).ok().map(Value::Date),
        Value::Month(month) => {
            let months =
                i128::from(month.year).checked_mul(12)?.checked_add(i128::from(month.month))?.checked_sub(1)?.checked_add(steps)?;
            let year = i16::try_from(months.checked_div_euclid(12)?).ok().filter(|y| (1..=9999).contains(y))?;
            let month = i8::try_from(months.checked_rem_euclid(12)?.checked_add(1)?).ok()?;
            Some(Value::Month(Month { year, month }))
        }
        Value::Year(year) => year.plus(i32::try_from(steps).ok()?).map(|Year(year)| Value::Year(Year(year))),
        Value::Enum(id, rank) => u32::try_from(i128::from(*rank).checked_add(steps)?).ok().map(|rank| Value::Enum(*id, rank)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Value {
        Value::Number(Exact::parse(text).expect("a number"))
    }

    #[test]
    fn a_step_is_the_last_place_of_the_type() {
        let around = |value: &str, ty: Type| Axis::around(&decimal(value), &ty, (None, None), &[]).expect("steps");
        let score = around("86.5", Type::Decimal { scale: 2 });
        assert_eq!(score.at(Towards::Up, 1), Some(decimal("86.51")));
        assert_eq!(score.at(Towards::Down, 3), Some(decimal("86.47")));
        assert_eq!(score.length(Towards::Down), Some(8650));
        assert_eq!(score.length(Towards::Up), None);
        assert_eq!(around("500", Type::Money).at(Towards::Up, 1), Some(decimal("501")));
        assert_eq!(around("0.35", Type::Ratio).at(Towards::Up, 1), Some(decimal("0.3501")));
        assert_eq!(around("0.35", Type::Ratio).length(Towards::Up), Some(6500));
    }

    #[test]
    fn a_number_between_two_places_goes_to_the_next_one() {
        let third = Value::Number(Exact::fraction(1, 3).expect("a third"));
        let axis = Axis::around(&third, &Type::Ratio, (None, None), &[]).expect("steps");
        assert_eq!(axis.at(Towards::Up, 1), Some(decimal("0.3334")));
        assert_eq!(axis.at(Towards::Down, 1), Some(decimal("0.3333")));
    }

    #[test]
    fn months_and_days_cross_the_year() {
        let month = Value::Month(Month { year: 2016, month: 12 });
        let axis = Axis::around(&month, &Type::Month, (None, None), &[]).expect("steps");
        assert_eq!(axis.at(Towards::Up, 1), Some(Value::Month(Month { year: 2017, month: 1 })));
        assert_eq!(axis.at(Towards::Down, 12), Some(Value::Month(Month { year: 2015, month: 12 })));
        let day = Value::Date(jiff::civil::date(2016, 12, 31));
        let axis = Axis::around(&day, &Type::Date, (None, None), &[]).expect("steps");
        assert_eq!(axis.at(Towards::Up, 1), Some(Value::Date(jiff::civil::date(2017, 1, 1))));
    }
}

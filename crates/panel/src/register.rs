//! A register: what an expression is, for every row of a block.
//!
//! Every type that has an order of whole numbers is one: 是 and 否, scaled numbers, days, years, places of enum values, entities.
//! Beside the values stand codes, left out where every row is one known value with nothing beside it. A known value with marks, and nothing else,
//! keeps its number: its code says the marks.

use jiff::civil::Date;
use quanheng_facts::exact::Exact;
use quanheng_facts::value::{EntityIx, EnumId, Month, Type, Value, Year};
use quanheng_policy::interpret::Outcome;
use quanheng_policy::possible::Possible;

use crate::dictionary::{PLAIN, code};
use crate::packed::Packed;

/// What a whole number in a register stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Truth,
    /// So many of 10^-scale.
    Number {
        scale: u32,
    },
    /// Days since 1970-01-01.
    Day,
    /// Twelve times the year and the month counted from nought.
    Month,
    Year,
    Rank(EnumId),
    Entity,
    /// Text, sets, lengths: every row by its code.
    Nothing,
}

/// One row: a plain value, a value with the code of its marks, or a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Row {
    pub code: u32,
    /// Nought where there is a code that is more than marks.
    pub value: i64,
}

#[derive(Clone, Debug)]
pub(crate) struct Register {
    pub kind: Kind,
    pub values: Packed,
    // INVARIANT: as long as `values`; where a row has a code that is more than marks its value is nought. All plain is kept as one and the same.
    codes: Packed,
}

/// A fraction of a hundred million: finer ratios are kept by code.
const RATIO_SCALE: u32 = 8;

impl Kind {
    /// What the values of a type are kept as.
    pub fn of(ty: &Type) -> Kind {
        match ty {
            Type::Bool => Kind::Truth,
            Type::Integer { .. } | Type::Money => Kind::Number { scale: 0 },
            Type::Decimal { scale } => Kind::Number { scale: *scale },
            Type::Ratio => Kind::Number { scale: RATIO_SCALE },
            Type::Date => Kind::Day,
            Type::Month => Kind::Month,
            Type::Year => Kind::Year,
            Type::Enum(id) => Kind::Rank(*id),
            Type::Entity(_) => Kind::Entity,
            Type::Text | Type::Set(_) | Type::Length => Kind::Nothing,
        }
    }

    /// A value as a whole number; `None` where it does not fit.
    pub fn whole(self, value: &Value) -> Option<i64> {
        match (self, value) {
            (Kind::Truth, Value::Bool(truth)) => Some(i64::from(*truth)),
            (Kind::Number { scale }, Value::Number(number)) => {
                let digits = number.times(Exact::integer(10_i128.checked_pow(scale)?))?.to_integer()?;
                i64::try_from(digits).ok()
            }
            (Kind::Day, Value::Date(day)) => Some(i64::from(day.since((jiff::Unit::Day, EPOCH)).ok()?.get_days())),
            (Kind::Month, Value::Month(month)) => {
                i64::from(month.year).checked_mul(12)?.checked_add(i64::from(month.month).checked_sub(1)?)
            }
            (Kind::Year, Value::Year(year)) => Some(i64::from(year.0)),
            (Kind::Rank(id), Value::Enum(of, rank)) if id == *of => Some(i64::from(*rank)),
            (Kind::Entity, Value::Entity(entity)) => Some(i64::from(entity.0)),
            _ => None,
        }
    }

    /// The value that a whole number stands for.
    pub fn value(self, whole: i64) -> Option<Value> {
        Some(match self {
            Kind::Truth => Value::Bool(whole != 0),
            Kind::Number { scale } => Value::Number(Exact::decimal(i128::from(whole), scale)?),
            Kind::Day => Value::Date(EPOCH.checked_add(jiff::Span::new().try_days(whole).ok()?).ok()?),
            Kind::Month => {
                let (year, month) = (whole.div_euclid(12), whole.rem_euclid(12));
                Value::Month(Month { year: i16::try_from(year).ok()?, month: i8::try_from(month.checked_add(1)?).ok()? })
            }
            Kind::Year => Value::Year(Year(i16::try_from(whole).ok()?)),
            Kind::Rank(id) => Value::Enum(id, u32::try_from(whole).ok()?),
            Kind::Entity => Value::Entity(EntityIx(u32::try_from(whole).ok()?)),
            Kind::Nothing => return None,
        })
    }

    /// The whole number of an outcome that is one known value and nothing else, but for marks.
    pub fn valued(self, outcome: &Outcome) -> Option<i64> {
        let whole = self.whole(outcome.possible.known()?)?;
        let nothing_beside = outcome.causes.is_empty() && outcome.tight && !outcome.in_conflict;
        nothing_beside.then_some(whole)
    }

    /// What a whole number can be: the value that it stands for.
    pub fn possible(self, whole: i64) -> Possible {
        self.value(whole).map_or_else(Possible::not_applicable, Possible::value)
    }
}

const EPOCH: Date = Date::constant(1970, 1, 1);

impl Register {
    /// The same in every row.
    pub fn same(kind: Kind, row: Row, rows: usize) -> Register {
        Register { kind, values: Packed::Same(row.value, rows), codes: Packed::Same(i64::from(row.code), rows) }
    }

    /// A plain value in each row.
    pub fn plain(kind: Kind, values: Packed) -> Register {
        let codes = Packed::Same(i64::from(PLAIN), values.len());
        Register { kind, values, codes }
    }

    /// Values, and as many codes.
    pub fn coded(kind: Kind, values: Packed, codes: Packed) -> Register {
        let codes = if codes.uniform() == Some(i64::from(PLAIN)) { Packed::Same(i64::from(PLAIN), codes.len()) } else { codes };
        Register { kind, values, codes }
    }

    pub fn of_rows(kind: Kind, rows: impl Iterator<Item = Row>) -> Register {
        let (values, codes): (Vec<i64>, Vec<i64>) = rows.map(|row| (row.value, i64::from(row.code))).unzip();
        Register { kind, values: Packed::of(&values), codes: Packed::of(&codes) }
    }

    /// Says anew what a row is.
    pub fn set(&mut self, at: usize, row: Row) {
        self.values.set(at, row.value);
        self.codes.set(at, i64::from(row.code));
    }

    pub fn len(&self) -> usize {
        self.values.len()
    }

    pub fn codes(&self) -> &Packed {
        &self.codes
    }

    pub fn row(&self, at: usize) -> Row {
        Row { code: self.code(at), value: self.values.get(at) }
    }

    pub fn code(&self, at: usize) -> u32 {
        code(self.codes.get(at))
    }

    pub fn rows(&self) -> impl Iterator<Item = Row> + '_ {
        self.codes.iter().zip(self.values.iter()).map(|(own, value)| Row { code: code(own), value })
    }

    /// True where every row is one known value.
    pub fn is_plain(&self) -> bool {
        self.codes.is_all(i64::from(PLAIN))
    }

    /// Known to be the same in every row. False says nothing.
    pub fn alike(&self) -> bool {
        matches!((&self.values, &self.codes), (Packed::Same(..), Packed::Same(..)))
    }

    /// The one row that all of them are like, if they are.
    pub fn uniform(&self) -> Option<Row> {
        Some(Row { value: self.values.uniform()?, code: code(self.codes.uniform()?) })
    }

    /// Each code replaced by another.
    pub fn recoded(&mut self, other: impl Fn(u32) -> u32) {
        // Of a few codes each is looked at once.
        if let Some(codes) = self.codes.occurring()
            && codes.iter().all(|own| u32::from(*own) == PLAIN || other(u32::from(*own)) == u32::from(*own))
        {
            return;
        }
        let mut changed = Vec::new();
        self.codes.each_other_than(i64::from(PLAIN), |at, own| {
            let told = other(code(own));
            if told != code(own) {
                changed.push((at, told));
            }
        });
        changed.into_iter().for_each(|(at, told)| self.codes.set(at, i64::from(told)));
    }
}

/// One known value and nothing else.
pub(crate) fn plain_outcome(kind: Kind, whole: i64) -> Outcome {
    Outcome::certain(kind.possible(whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_comes_back_from_its_whole_number() {
        let number = |digits, scale| Value::Number(Exact::decimal(digits, scale).unwrap());
        let all = [
            (Kind::Truth, Value::Bool(true)),
            (Kind::Number { scale: 2 }, number(-9327, 2)),
            (Kind::Number { scale: 2 }, number(5, 1)),
            (Kind::Day, Value::Date(Date::constant(2016, 2, 29))),
            (Kind::Day, Value::Date(Date::constant(1900, 1, 1))),
            (Kind::Month, Value::Month(Month { year: 2016, month: 12 })),
            (Kind::Month, Value::Month(Month { year: 2017, month: 1 })),
            (Kind::Year, Value::Year(Year(2016))),
            (Kind::Rank(EnumId(3)), Value::Enum(EnumId(3), 7)),
            (Kind::Entity, Value::Entity(EntityIx(41))),
        ];
        for (kind, value) in all {
            assert_eq!(kind.value(kind.whole(&value).unwrap()), Some(value));
        }
        let finer = number(9327, 3);
        assert_eq!((Kind::Number { scale: 2 }).whole(&finer), None);
        assert_eq!(Kind::Truth.whole(&Value::Year(Year(1))), None);
    }
}

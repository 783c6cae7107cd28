//! The forms that the values of a column take: each of fixed width, but for lists and the texts that codes stand for.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use jiff::civil::Date;

use crate::exact::Exact;
use crate::value::{EntityIx, EnumDef, LengthUnit, Month, Type, Value, Year, enum_of};

/// One bit for each row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bits {
    /// The lowest bit first; those beyond the last row are nought.
    pub words: Vec<u64>,
    pub len: usize,
}

/// Many texts, one after another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strings {
    pub text: String,
    /// Where each ends in `text`, in bytes.
    pub ends: Vec<u32>,
}

/// Texts by code: the different ones once, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    pub codes: Vec<u32>,
    pub strings: Strings,
}

/// Lists of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lists {
    /// Where each row's list ends in `values`.
    pub ends: Vec<u32>,
    pub values: Values,
}

/// The values of a column. Where a cell is empty stands nought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Values {
    Bool(Vec<bool>),
    /// `digits × 10^-scale`: whole numbers, decimals with the places of their type, money in 分, ratios with as many places as the
    /// longest of them.
    Decimal {
        scale: u32,
        digits: Vec<i64>,
    },
    /// Ratios that are no decimals.
    Fraction {
        numerators: Vec<i64>,
        denominators: Vec<i64>,
    },
    /// Numbers that fit neither.
    Wide(Vec<Exact>),
    /// Days since 1970-01-01.
    Day(Vec<i32>),
    /// Months since January of the year nought.
    Month(Vec<i32>),
    Year(Vec<i16>),
    /// Ranks of an enum of at most 256 values, of at most 65536, of more.
    Rank8(Vec<u8>),
    Rank16(Vec<u16>),
    Rank32(Vec<u32>),
    Text(Texts),
    /// Places in the list of entities.
    Entity(Vec<u32>),
    /// 期间: how many, and of what (the place in [`LengthUnit::ALL`]).
    Length {
        counts: Vec<u32>,
        units: Vec<u8>,
    },
    /// Several values in a cell: sets of entities, or of other values.
    List(Box<Lists>),
}

impl Bits {
    /// From one answer for each row.
    #[must_use]
    pub fn of(answers: impl Iterator<Item = bool>) -> Bits {
        let mut bits = Bits::default();
        for answer in answers {
            if bits.len.is_multiple_of(64) {
                bits.words.push(0);
            }
            if let (true, Some(word)) = (answer, bits.words.last_mut()) {
                *word |= bit(bits.len);
            }
            bits.len = bits.len.saturating_add(1);
        }
        bits
    }

    /// The same from answers that are all there.
    #[must_use]
    pub fn of_all(answers: &[bool]) -> Bits {
        // Eight answers are eight bytes of nought or one: times this number, their bits stand in its highest byte, the first the lowest.
        const GATHERED: u64 = 0x0102_0408_1020_4080;
        let eight = |answers: &[bool]| {
            let mut bytes = [0_u8; 8];
            bytes.iter_mut().zip(answers).for_each(|(byte, answer)| *byte = u8::from(*answer));
            u64::from_le_bytes(bytes).wrapping_mul(GATHERED) >> 56
        };
        let word = |answers: &[bool]| answers.chunks(8).rev().fold(0_u64, |word, answers| word.wrapping_shl(8) | eight(answers));
        Bits { words: answers.chunks(64).map(word).collect(), len: answers.len() }
    }

    /// The answers for a stretch of rows; `None` where there are not so many.
    #[must_use]
    pub fn slice(&self, rows: Range<usize>) -> Option<Bits> {
        (rows.start <= rows.end && rows.end <= self.len).then(|| Bits::of(rows.map(|row| self.get(row))))
    }

    /// The answer for a row; false beyond the last.
    #[must_use]
    pub fn get(&self, row: usize) -> bool {
        self.words.get(row >> 6).is_some_and(|word| word & bit(row) != 0)
    }

    /// True if every answer is yes.
    #[must_use]
    pub fn all(&self) -> bool {
        self.count() == self.len
    }

    /// How many answers are yes.
    #[must_use]
    pub fn count(&self) -> usize {
        self.words.iter().map(|w| usize::try_from(w.count_ones()).unwrap_or(0)).fold(0, usize::saturating_add)
    }
}

fn bit(row: usize) -> u64 {
    1_u64.wrapping_shl(u32::try_from(row & 63).unwrap_or(0))
}

impl Strings {
    /// None yet, with room for so many of so many bytes together.
    #[must_use]
    pub fn with_capacity(texts: usize, bytes: usize) -> Strings {
        Strings { text: String::with_capacity(bytes), ends: Vec::with_capacity(texts) }
    }

    /// One more; `None` where all of them would be longer than can be counted.
    #[must_use]
    pub fn push(&mut self, text: &str) -> Option<()> {
        self.text.push_str(text);
        self.ends.push(u32::try_from(self.text.len()).ok()?);
        Some(())
    }

    /// Several more, one after another in `text`, each up to its end there; `None` where an end is not one of a text, or all of them would be
    /// longer than can be counted.
    #[must_use]
    pub fn append(&mut self, text: &str, ends: &[usize]) -> Option<()> {
        let before = self.text.len();
        let fit = ends.is_sorted()
            && ends.iter().all(|end| text.is_char_boundary(*end))
            && ends.last().copied().unwrap_or_default() == text.len();
        u32::try_from(before.checked_add(text.len())?).ok().filter(|_| fit)?;
        self.text.push_str(text);
        self.ends.extend(ends.iter().map(|end| u32::try_from(before.saturating_add(*end)).unwrap_or(u32::MAX)));
        Some(())
    }

    /// These texts.
    #[must_use]
    pub fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Option<Strings> {
        let mut strings = Strings::default();
        for text in texts {
            strings.push(text)?;
        }
        Some(strings)
    }

    /// The text at a place.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<&str> {
        let end = usize::try_from(*self.ends.get(at)?).ok()?;
        let start = match at.checked_sub(1) {
            Some(before) => usize::try_from(*self.ends.get(before)?).ok()?,
            None => 0,
        };
        self.text.get(start..end)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// True if there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|at| self.get(at))
    }
}

impl Texts {
    /// These texts; code nought where there is none.
    #[must_use]
    pub fn of<'a>(texts: impl Iterator<Item = Option<&'a str>> + Clone) -> Option<Texts> {
        let different: BTreeSet<&str> = texts.clone().flatten().collect();
        let strings = Strings::of(different.iter().copied())?;
        let mut codes: BTreeMap<&str, u32> = BTreeMap::new();
        for (code, text) in (0_u32..).zip(different) {
            codes.insert(text, code);
        }
        let codes = texts.map(|text| text.and_then(|t| codes.get(t).copied()).unwrap_or(0)).collect();
        Some(Texts { codes, strings })
    }

    /// The text of a row.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<&str> {
        self.strings.get(usize::try_from(*self.codes.get(row)?).ok()?)
    }
}

/// Days since 1970-01-01.
#[must_use]
pub(crate) fn day_number(day: Date) -> i32 {
    day.since(Date::constant(1970, 1, 1)).map_or(0, |span| span.get_days())
}

/// The day with that number.
#[must_use]
pub(crate) fn day_of(number: i32) -> Option<Date> {
    let span = jiff::Span::new().try_days(number).ok()?;
    Date::constant(1970, 1, 1).checked_add(span).ok()
}

impl Values {
    /// The values of a column of this type. `None` where one of them is not of the type.
    #[must_use]
    pub fn of<'v>(ty: &Type, many: bool, enums: &[EnumDef], cells: &[Option<&'v Value>]) -> Option<Values> {
        if many || matches!(ty, Type::Set(_)) {
            return lists(ty, enums, cells);
        }
        match ty {
            Type::Bool => each(cells, |v| if let Value::Bool(b) = v { Some(*b) } else { None }).map(Values::Bool),
            Type::Integer { .. } | Type::Money => numbers(cells, Some(0)),
            Type::Decimal { scale } => numbers(cells, Some(*scale)),
            Type::Ratio => numbers(cells, None),
            Type::Date => each(cells, |v| if let Value::Date(d) = v { Some(day_number(*d)) } else { None }).map(Values::Day),
            Type::Month => each(cells, |v| if let Value::Month(m) = v { month_number(*m) } else { None }).map(Values::Month),
            Type::Year => each(cells, |v| if let Value::Year(y) = v { Some(y.0) } else { None }).map(Values::Year),
            Type::Enum(of) => {
                let rank = |v: &Value| if let Value::Enum(id, rank) = v { (id == of).then_some(*rank) } else { None };
                match enum_of(enums, *of)?.values.len() {
                    0..=256 => each(cells, |v| u8::try_from(rank(v)?).ok()).map(Values::Rank8),
                    257..=65536 => each(cells, |v| u16::try_from(rank(v)?).ok()).map(Values::Rank16),
                    _ => each(cells, rank).map(Values::Rank32),
                }
            }
            Type::Text => {
                let text = |v: &&'v Value| if let Value::Text(t) = *v { Some(t.as_str()) } else { None };
                if cells.iter().flatten().any(|v| text(v).is_none()) {
                    return None;
                }
                Texts::of(cells.iter().map(|cell| cell.as_ref().and_then(text))).map(Values::Text)
            }
            Type::Entity(_) => each(cells, |v| if let Value::Entity(ix) = v { Some(ix.0) } else { None }).map(Values::Entity),
            Type::Length => {
                let unit = |unit: LengthUnit| LengthUnit::ALL.iter().position(|(u, _)| *u == unit);
                let pairs = each(cells, |v| if let Value::Length(n, of) = v { Some((*n, u8::try_from(unit(*of)?).ok()?)) } else { None })?;
                let (counts, units) = pairs.into_iter().unzip();
                Some(Values::Length { counts, units })
            }
            Type::Set(_) => None,
        }
    }

    /// The value of a row in a column of this type.
    #[must_use]
    pub fn get(&self, row: usize, ty: &Type) -> Option<Value> {
        Some(match self {
            Values::Bool(all) => Value::Bool(*all.get(row)?),
            Values::Decimal { scale, digits } => Value::Number(Exact::decimal(i128::from(*digits.get(row)?), *scale)?),
            Values::Fraction { numerators, denominators } => {
                Value::Number(Exact::fraction(i128::from(*numerators.get(row)?), i128::from(*denominators.get(row)?))?)
            }
            Values::Wide(all) => Value::Number(*all.get(row)?),
            Values::Day(all) => Value::Date(day_of(*all.get(row)?)?),
            Values::Month(all) => Value::Month(month_of(*all.get(row)?)?),
            Values::Year(all) => Value::Year(Year(*all.get(row)?)),
            Values::Rank8(all) => rank_value(ty, u32::from(*all.get(row)?))?,
            Values::Rank16(all) => rank_value(ty, u32::from(*all.get(row)?))?,
            Values::Rank32(all) => rank_value(ty, *all.get(row)?)?,
            Values::Text(texts) => Value::Text(texts.get(row)?.to_owned()),
            Values::Entity(all) => Value::Entity(EntityIx(*all.get(row)?)),
            Values::Length { counts, units } => Value::Length(*counts.get(row)?, LengthUnit::ALL.get(usize::from(*units.get(row)?))?.0),
            Values::List(lists) => {
                let range = lists.range(row)?;
                match ty {
                    Type::Entity(_) | Type::Set(_) => {
                        let Values::Entity(all) = &lists.values else { return None };
                        Value::Set(all.get(range)?.iter().map(|ix| EntityIx(*ix)).collect())
                    }
                    _ => Value::Many(range.map(|at| lists.values.get(at, ty)).collect::<Option<BTreeSet<Value>>>()?),
                }
            }
        })
    }

    /// The values of a stretch of rows; `None` where there are not so many. The texts that codes stand for stay all of them.
    #[must_use]
    pub fn slice(&self, rows: Range<usize>) -> Option<Values> {
        fn of<T: Clone>(all: &[T], rows: &Range<usize>) -> Option<Vec<T>> {
            all.get(rows.clone()).map(<[T]>::to_vec)
        }
        Some(match self {
            Values::Bool(all) => Values::Bool(of(all, &rows)?),
            Values::Decimal { scale, digits } => Values::Decimal { scale: *scale, digits: of(digits, &rows)? },
            Values::Fraction { numerators, denominators } => {
                Values::Fraction { numerators: of(numerators, &rows)?, denominators: of(denominators, &rows)? }
            }
            Values::Wide(all) => Values::Wide(of(all, &rows)?),
            Values::Day(all) => Values::Day(of(all, &rows)?),
            Values::Month(all) => Values::Month(of(all, &rows)?),
            Values::Year(all) => Values::Year(of(all, &rows)?),
            Values::Rank8(all) => Values::Rank8(of(all, &rows)?),
            Values::Rank16(all) => Values::Rank16(of(all, &rows)?),
            Values::Rank32(all) => Values::Rank32(of(all, &rows)?),
            Values::Text(texts) => Values::Text(Texts { codes: of(&texts.codes, &rows)?, strings: texts.strings.clone() }),
            Values::Entity(all) => Values::Entity(of(all, &rows)?),
            Values::Length { counts, units } => Values::Length { counts: of(counts, &rows)?, units: of(units, &rows)? },
            Values::List(lists) => {
                let end = |row: usize| lists.ends.get(row).copied();
                let base = rows.start.checked_sub(1).map_or(Some(0), end)?;
                let last = rows.end.checked_sub(1).map_or(Some(0), end)?.max(base);
                let ends = of(&lists.ends, &rows)?.into_iter().map(|end| end.checked_sub(base)).collect::<Option<_>>()?;
                let inner = usize::try_from(base).ok()?..usize::try_from(last).ok()?;
                Values::List(Box::new(Lists { ends, values: lists.values.slice(inner)? }))
            }
        })
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Values::Bool(all) => all.len(),
            Values::Decimal { digits, .. } => digits.len(),
            Values::Fraction { numerators, .. } => numerators.len(),
            Values::Wide(all) => all.len(),
            Values::Day(all) | Values::Month(all) => all.len(),
            Values::Year(all) => all.len(),
            Values::Rank8(all) => all.len(),
            Values::Rank16(all) => all.len(),
            Values::Rank32(all) | Values::Entity(all) => all.len(),
            Values::Text(texts) => texts.codes.len(),
            Values::Length { counts, .. } => counts.len(),
            Values::List(lists) => lists.ends.len(),
        }
    }

    /// True if there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Lists {
    /// Where the list of a row stands in `values`.
    #[must_use]
    pub fn range(&self, row: usize) -> Option<Range<usize>> {
        let end = usize::try_from(*self.ends.get(row)?).ok()?;
        let start = match row.checked_sub(1) {
            Some(before) => usize::try_from(*self.ends.get(before)?).ok()?,
            None => 0,
        };
        (start <= end && end <= self.values.len()).then_some(start..end)
    }
}

fn each<T: Default>(cells: &[Option<&Value>], of: impl for<'v> Fn(&'v Value) -> Option<T>) -> Option<Vec<T>> {
    cells.iter().map(|cell| cell.map_or_else(|| Some(T::default()), &of)).collect()
}

fn rank_value(ty: &Type, rank: u32) -> Option<Value> {
    if let Type::Enum(of) = ty { Some(Value::Enum(*of, rank)) } else { None }
}

fn month_number(month: Month) -> Option<i32> {
    let months = i32::from(month.year).checked_mul(12)?.checked_add(i32::from(month.month).checked_sub(1)?)?;
    (month_of(months) == Some(month)).then_some(months)
}

fn month_of(number: i32) -> Option<Month> {
    let month = i8::try_from(number.rem_euclid(12).checked_add(1)?).ok()?;
    Some(Month { year: i16::try_from(number.div_euclid(12)).ok()?, month })
}

/// Numbers, with the places of their type where it has some.
fn numbers(cells: &[Option<&Value>], scale: Option<u32>) -> Option<Values> {
    let numbers = each(cells, |v| if let Value::Number(n) = v { Some(Some(*n)) } else { None })?;
    let scale = scale.or_else(|| numbers.iter().flatten().map(|n| n.scale()).try_fold(0, |most, scale| Some(most.max(scale?))));
    if let Some(scale) = scale {
        let digits = |n: &Option<Exact>| n.map_or(Some(0), |n| digits_of(n, scale));
        if let Some(digits) = numbers.iter().map(digits).collect() {
            return Some(Values::Decimal { scale, digits });
        }
    }
    let numerator = |n: &Option<Exact>| i64::try_from(n.map_or(0, Exact::numerator)).ok();
    let denominator = |n: &Option<Exact>| i64::try_from(n.map_or(1, Exact::denominator)).ok();
    if let (Some(numerators), Some(denominators)) = (numbers.iter().map(numerator).collect(), numbers.iter().map(denominator).collect()) {
        return Some(Values::Fraction { numerators, denominators });
    }
    Some(Values::Wide(numbers.into_iter().map(|n| n.unwrap_or(Exact::ZERO)).collect()))
}

fn digits_of(number: Exact, scale: u32) -> Option<i64> {
    let power = 10_i128.checked_pow(scale)?;
    let times = (power.checked_rem(number.denominator())? == 0).then_some(power.checked_div(number.denominator())?)?;
    i64::try_from(times.checked_mul(number.numerator())?).ok()
}

fn lists(ty: &Type, enums: &[EnumDef], cells: &[Option<&Value>]) -> Option<Values> {
    let of_entities = matches!(ty, Type::Entity(_) | Type::Set(_));
    let mut ends = Vec::with_capacity(cells.len());
    let mut entities: Vec<u32> = Vec::new();
    let mut values: Vec<Option<&Value>> = Vec::new();
    for cell in cells {
        match cell {
            None => {}
            Some(Value::Set(set)) if of_entities => entities.extend(set.iter().map(|ix| ix.0)),
            Some(Value::Many(many)) if !of_entities => values.extend(many.iter().map(Some)),
            Some(_) => return None,
        }
        ends.push(u32::try_from(if of_entities { entities.len() } else { values.len() }).ok()?);
    }
    let values = if of_entities { Values::Entity(entities) } else { Values::of(ty, false, enums, &values)? };
    Some(Values::List(Box::new(Lists { ends, values })))
}

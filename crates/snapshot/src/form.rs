//! The form of a column, in a word for the manifest, and the columns of a file that it is made of.

use std::borrow::Cow;

use quanheng_facts::columns::{Lists, Texts, Values};
use quanheng_facts::exact::Exact;

use crate::flat::{Flat, Width};

/// A form of [`Values`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Bool,
    Decimal(u32),
    Fraction,
    Wide,
    Day,
    Month,
    Year,
    Rank8,
    Rank16,
    Rank32,
    Text,
    Entity,
    Length,
    List(Box<Form>),
}

impl Form {
    pub fn of(values: &Values) -> Form {
        match values {
            Values::Bool(_) => Form::Bool,
            Values::Decimal { scale, .. } => Form::Decimal(*scale),
            Values::Fraction { .. } => Form::Fraction,
            Values::Wide(_) => Form::Wide,
            Values::Day(_) => Form::Day,
            Values::Month(_) => Form::Month,
            Values::Year(_) => Form::Year,
            Values::Rank8(_) => Form::Rank8,
            Values::Rank16(_) => Form::Rank16,
            Values::Rank32(_) => Form::Rank32,
            Values::Text(_) => Form::Text,
            Values::Entity(_) => Form::Entity,
            Values::Length { .. } => Form::Length,
            Values::List(lists) => Form::List(Box::new(Form::of(&lists.values))),
        }
    }

    /// The word for it: `decimal 6`, `list of entity`.
    pub fn word(&self) -> String {
        match self {
            Form::Bool => "bool".to_owned(),
            Form::Decimal(scale) => format!("decimal {scale}"),
            Form::Fraction => "fraction".to_owned(),
            Form::Wide => "wide".to_owned(),
            Form::Day => "day".to_owned(),
            Form::Month => "month".to_owned(),
            Form::Year => "year".to_owned(),
            Form::Rank8 => "rank8".to_owned(),
            Form::Rank16 => "rank16".to_owned(),
            Form::Rank32 => "rank32".to_owned(),
            Form::Text => "text".to_owned(),
            Form::Entity => "entity".to_owned(),
            Form::Length => "length".to_owned(),
            Form::List(of) => format!("list of {}", of.word()),
        }
    }

    pub fn named(word: &str) -> Option<Form> {
        if let Some(of) = word.strip_prefix("list of ") {
            // No list holds lists.
            return Form::named(of).filter(|of| !matches!(of, Form::List(_))).map(|of| Form::List(Box::new(of)));
        }
        Some(match word {
            "bool" => Form::Bool,
            "fraction" => Form::Fraction,
            "wide" => Form::Wide,
            "day" => Form::Day,
            "month" => Form::Month,
            "year" => Form::Year,
            "rank8" => Form::Rank8,
            "rank16" => Form::Rank16,
            "rank32" => Form::Rank32,
            "text" => Form::Text,
            "entity" => Form::Entity,
            "length" => Form::Length,
            _ => Form::Decimal(word.strip_prefix("decimal ")?.parse().ok()?),
        })
    }

    /// The columns of a file that hold it, by what is put behind its name. Of a list: how many each row has.
    pub fn parts(&self) -> Vec<(&'static str, Width)> {
        match self {
            Form::Bool => vec![("", Width::Bool)],
            Form::Decimal(_) => vec![("", Width::I64)],
            Form::Fraction => vec![(".numerator", Width::I64), (".denominator", Width::I64)],
            Form::Wide => vec![
                (".numerator.high", Width::I64),
                (".numerator.low", Width::I64),
                (".denominator.high", Width::I64),
                (".denominator.low", Width::I64),
            ],
            Form::Day | Form::Month => vec![("", Width::I32)],
            Form::Year => vec![("", Width::I16)],
            Form::Rank8 => vec![("", Width::U8)],
            Form::Rank16 => vec![("", Width::U16)],
            Form::Rank32 | Form::Text | Form::Entity => vec![("", Width::U32)],
            Form::Length => vec![(".count", Width::U32), (".unit", Width::U8)],
            Form::List(_) => vec![(".count", Width::U32)],
        }
    }

    /// The values out of their columns, in the order of [`Form::parts`]. Texts and lists need what stands in files of their own.
    pub fn values(&self, parts: Vec<Flat<'static>>, texts: Option<Texts>, list: Option<Values>) -> Option<Values> {
        let mut parts = parts.into_iter();
        let mut next = || parts.next();
        Some(match self {
            Form::Bool => Values::Bool(next()?.bools()?),
            Form::Decimal(scale) => Values::Decimal { scale: *scale, digits: next()?.i64s()? },
            Form::Fraction => Values::Fraction { numerators: next()?.i64s()?, denominators: next()?.i64s()? },
            Form::Wide => {
                let four = [next()?.i64s()?, next()?.i64s()?, next()?.i64s()?, next()?.i64s()?];
                let at = |part: usize, row: usize| four.get(part)?.get(row).copied();
                let number = |row: usize| Exact::fraction(joined(at(0, row)?, at(1, row)?), joined(at(2, row)?, at(3, row)?));
                Values::Wide((0..four.first()?.len()).map(number).collect::<Option<Vec<Exact>>>()?)
            }
            Form::Day => Values::Day(next()?.i32s()?),
            Form::Month => Values::Month(next()?.i32s()?),
            Form::Year => Values::Year(next()?.i16s()?),
            Form::Rank8 => Values::Rank8(next()?.u8s()?),
            Form::Rank16 => Values::Rank16(next()?.u16s()?),
            Form::Rank32 => Values::Rank32(next()?.u32s()?),
            Form::Text => Values::Text(Texts { codes: next()?.u32s()?, strings: texts?.strings }),
            Form::Entity => Values::Entity(next()?.u32s()?),
            Form::Length => Values::Length { counts: next()?.u32s()?, units: next()?.u8s()? },
            Form::List(_) => Values::List(Box::new(Lists { ends: ends(&next()?.u32s()?)?, values: list? })),
        })
    }
}

/// The columns of a file that hold these values, in the order of [`Form::parts`].
pub(crate) fn flats(values: &Values) -> Vec<Flat<'_>> {
    match values {
        Values::Bool(all) => vec![Flat::Bool(Cow::Borrowed(all))],
        Values::Decimal { digits, .. } => vec![Flat::I64(Cow::Borrowed(digits))],
        Values::Fraction { numerators, denominators } => {
            vec![Flat::I64(Cow::Borrowed(numerators)), Flat::I64(Cow::Borrowed(denominators))]
        }
        Values::Wide(all) => {
            let part = |of: fn(&Exact) -> i64| Flat::I64(all.iter().map(of).collect());
            vec![
                part(|n| high(n.numerator())),
                part(|n| low(n.numerator())),
                part(|n| high(n.denominator())),
                part(|n| low(n.denominator())),
            ]
        }
        Values::Day(all) | Values::Month(all) => vec![Flat::I32(Cow::Borrowed(all))],
        Values::Year(all) => vec![Flat::I16(Cow::Borrowed(all))],
        Values::Rank8(all) => vec![Flat::U8(Cow::Borrowed(all))],
        Values::Rank16(all) => vec![Flat::U16(Cow::Borrowed(all))],
        Values::Rank32(all) | Values::Entity(all) => vec![Flat::U32(Cow::Borrowed(all))],
        Values::Text(texts) => vec![Flat::U32(Cow::Borrowed(&texts.codes))],
        Values::Length { counts, units } => vec![Flat::U32(Cow::Borrowed(counts)), Flat::U8(Cow::Borrowed(units))],
        Values::List(lists) => vec![Flat::U32(Cow::Owned(counts(&lists.ends)))],
    }
}

/// Where lists end → how long each is.
pub(crate) fn counts(ends: &[u32]) -> Vec<u32> {
    let starts = std::iter::once(0).chain(ends.iter().copied());
    ends.iter().zip(starts).map(|(end, start)| end.saturating_sub(start)).collect()
}

/// How long lists are → where each ends.
pub(crate) fn ends(counts: &[u32]) -> Option<Vec<u32>> {
    let mut end = 0_u32;
    let next = |count: &u32| {
        end = end.checked_add(*count)?;
        Some(end)
    };
    counts.iter().map(next).collect()
}

fn high(number: i128) -> i64 {
    i64::try_from(number >> 64).unwrap_or_default()
}

fn low(number: i128) -> i64 {
    let [.., a, b, c, d, e, f, g, h] = number.to_be_bytes();
    i64::from_be_bytes([a, b, c, d, e, f, g, h])
}

fn joined(high: i64, low: i64) -> i128 {
    let [mut all, lower] = [i128::from(high), i128::from(low.cast_unsigned())];
    all <<= 64;
    all | lower
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_of_a_number_are_joined_again() {
        for number in [0, 1, -1, i128::MAX, i128::MIN, i128::from(i64::MAX), i128::from(i64::MIN), 1 << 64, -(1 << 64)] {
            assert_eq!(joined(high(number), low(number)), number);
        }
    }

    #[test]
    fn each_form_has_its_word() {
        let forms = [
            Form::Bool,
            Form::Decimal(6),
            Form::Fraction,
            Form::Wide,
            Form::Day,
            Form::Month,
            Form::Year,
            Form::Rank8,
            Form::Rank16,
            Form::Rank32,
            Form::Text,
            Form::Entity,
            Form::Length,
            Form::List(Box::new(Form::Entity)),
        ];
        for form in forms {
            assert_eq!(Form::named(&form.word()), Some(form));
        }
        for word in ["", "decimal", "decimal x", "list of list of bool", "rank"] {
            assert_eq!(Form::named(word), None, "{word}");
        }
    }
}

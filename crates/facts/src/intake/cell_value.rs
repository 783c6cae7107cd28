//! One cell to one typed value, or to the problem at it. Nothing is guessed: what could mean two things is a problem.

use std::collections::BTreeSet;

use quanheng_sheet::CellValue;

use super::date_text::{self, Day};
use super::number_text::{self, NoNumber, Unit, split_unit};
use super::page::shown;
use super::wording::{nearest, normal};
use crate::entity::{Entities, Found, is_plain};
use crate::exact::Exact;
use crate::fact::Held;
use crate::problem::{Place, Problem};
use crate::problems::{
    ambiguous_entity, cell_error, formula_without_value, money_unit_missing, money_unit_mixed, not_a_date, not_a_length, not_a_month,
    not_a_number, not_a_year, not_yes_or_no, number_out_of_range, number_scale, number_too_large, percent_unexpected, ratio_unclear,
    unknown_entity, unknown_value,
};
use crate::schema::{ColumnSchema, Schema};
use crate::value::{EnumDef, EnumId, KindId, LengthUnit, Month, Type, Value, enum_of};

/// What a cell came to.
pub(crate) enum Read {
    Empty,
    Value(Held),
    Bad(Problem),
}

/// A cell and what is needed to say something about it.
pub(crate) struct CellIn<'a> {
    pub value: &'a CellValue,
    pub place: Place,
    /// The name of its column.
    pub column: &'a str,
    /// The unit its heading states.
    pub unit: Option<Unit>,
}

/// Everything a cell may refer to.
#[derive(Clone, Copy)]
pub(crate) struct World<'a> {
    pub schema: &'a Schema,
    pub entities: &'a Entities,
}

/// `—`, `-`, `/`, `无` and blanks.
pub(crate) fn is_blank_text(text: &str) -> bool {
    let says_nothing = |plain: &str| plain == "无" || plain.chars().all(|c| "—–―-─/\\".contains(c));
    if is_plain(text) { says_nothing(text) } else { says_nothing(&normal(text)) }
}

/// What a spreadsheet program shows where a formula could not be calculated.
fn is_error_text(text: &str) -> bool {
    let text = text.trim();
    text.starts_with('#') && ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"].contains(&text)
}

/// True for a cell that says nothing, whatever its column.
pub(crate) fn says_nothing(value: &CellValue) -> bool {
    matches!(value, CellValue::Text(text) if is_blank_text(text))
}

impl World<'_> {
    /// The value of a cell of a column.
    pub(crate) fn read_column(&self, cell: &CellIn<'_>, column: &ColumnSchema) -> Read {
        let read = if column.many_values { self.read_many(cell, &column.ty) } else { self.read(cell, &column.ty) };
        let Read::Value(Held::Exactly(Value::Number(number))) = &read else { return read };
        let (lowest, highest) = column.range;
        if lowest.is_some_and(|lo| *number < lo) || highest.is_some_and(|hi| *number > hi) {
            let show = |bound: Option<Exact>| bound.map(|b| if column.ty == Type::Money { in_yuan(b) } else { b.to_string() });
            return Read::Bad(number_out_of_range::problem(
                cell.place.clone(),
                &shown(cell.value),
                cell.column,
                show(lowest),
                show(highest),
            ));
        }
        read
    }

    /// The value of a cell of a type.
    pub(crate) fn read(&self, cell: &CellIn<'_>, ty: &Type) -> Read {
        let given = shown(cell.value);
        match cell.value {
            CellValue::Error(text) => return Read::Bad(cell_error::problem(cell.place.clone(), text, cell.column)),
            // As text: a CSV file made of a workbook, or a row that was given back.
            CellValue::Text(text) if is_error_text(text) => return Read::Bad(cell_error::problem(cell.place.clone(), text, cell.column)),
            CellValue::FormulaWithoutValue => return Read::Bad(formula_without_value::problem(cell.place.clone(), cell.column)),
            CellValue::Text(text) if is_blank_text(text) && !self.is_enum_value(ty, text) => return Read::Empty,
            _ => {}
        }
        let result = match ty {
            Type::Bool => yes_or_no(cell, &given),
            Type::Integer { unit } => counted(cell, &given, 0, unit.as_deref()),
            Type::Decimal { scale } => counted(cell, &given, *scale, None),
            Type::Ratio => ratio(cell, &given),
            Type::Money => money(cell, &given),
            Type::Date => day(cell, &given),
            Type::Month => month(cell, &given),
            Type::Year => year(cell, &given),
            Type::Enum(id) => self.enum_value(cell, &given, *id),
            Type::Text => Ok(Value::Text(given)),
            Type::Entity(kind) => self.entity(cell, &given, *kind),
            Type::Set(_) => return self.read_many(cell, ty),
            Type::Length => length(cell, &given),
        };
        if let (Type::Date, Ok(Value::Month(month))) = (ty, &result)
            && let Some((first, last)) = month.days()
        {
            return Read::Value(Held::Between(Value::Date(first), Value::Date(last)));
        }
        match result {
            Ok(value) => Read::Value(Held::Exactly(value)),
            Err(problem) => Read::Bad(*problem),
        }
    }

    /// Several values in one cell, joined by 、.
    fn read_many(&self, cell: &CellIn<'_>, ty: &Type) -> Read {
        let one = match ty {
            Type::Set(kind) => Type::Entity(*kind),
            other => other.clone(),
        };
        let CellValue::Text(text) = cell.value else { return self.read(cell, &one) };
        let mut values = BTreeSet::new();
        for part in text.split(['、', '，', ',', '；', ';', '\n']).filter(|p| !p.trim().is_empty()) {
            let value = CellValue::Text(part.to_owned());
            match self.read(&CellIn { value: &value, place: cell.place.clone(), ..*cell }, &one) {
                Read::Empty => {}
                Read::Value(Held::Exactly(value)) => {
                    values.insert(value);
                }
                Read::Value(Held::Between(_, _)) => return Read::Bad(not_a_date::problem(cell.place.clone(), part, cell.column)),
                Read::Bad(problem) => return Read::Bad(problem),
            }
        }
        if values.is_empty() {
            return Read::Empty;
        }
        Read::Value(Held::Exactly(match one {
            Type::Entity(_) => {
                Value::Set(values.into_iter().filter_map(|v| if let Value::Entity(ix) = v { Some(ix) } else { None }).collect())
            }
            _ => Value::Many(values),
        }))
    }

    fn is_enum_value(&self, ty: &Type, text: &str) -> bool {
        matches!(ty, Type::Enum(id) if enum_of(&self.schema.enums, *id).is_some_and(|e| value_named(e, text).is_some()))
    }

    fn enum_value(&self, cell: &CellIn<'_>, given: &str, id: EnumId) -> Result<Value, Box<Problem>> {
        let Some(of) = enum_of(&self.schema.enums, id) else { return Ok(Value::Text(given.to_owned())) };
        if let Some(rank) = value_named(of, given) {
            return Ok(Value::Enum(id, rank));
        }
        let near = nearest(given, of.values.iter().map(String::as_str));
        Err(Box::new(unknown_value::problem(cell.place.clone(), given, cell.column, &of.values, &near)))
    }

    fn entity(&self, cell: &CellIn<'_>, given: &str, kind: KindId) -> Result<Value, Box<Problem>> {
        match self.entities.find(self.schema, given, kind) {
            Found::One(ix) => Ok(Value::Entity(ix)),
            Found::Many(several) => {
                let list: Vec<String> = several.iter().filter_map(|ix| self.entities.get(*ix)).map(|e| self.entity_shown(e)).collect();
                Err(Box::new(ambiguous_entity::problem(cell.place.clone(), given, &list)))
            }
            Found::None(near) => {
                let (kind, record) = self.schema.kind(kind).map_or(("", false), |k| (k.name.as_str(), k.record.is_some()));
                let place = cell.place.clone();
                Err(Box::new(if record {
                    unknown_entity::no_such_record(place, given, kind, &near)
                } else {
                    unknown_entity::problem(place, given, kind, &near)
                }))
            }
        }
    }

    /// Name, superior and id of an entity, to tell it from its namesakes.
    fn entity_shown(&self, entity: &crate::entity::Entity) -> String {
        let name = entity.names.last().map_or(entity.id.as_str(), |n| n.value.as_str());
        let above = entity.superior.and_then(|ix| self.entities.get(ix)).and_then(|s| s.names.last()).map_or("", |n| n.value.as_str());
        format!("{above}{name}（{}）", entity.id)
    }
}

/// The rank of the value that is written so.
pub(crate) fn value_named(of: &EnumDef, text: &str) -> Option<u32> {
    let plain = normal(text);
    let name = of.values.iter().find(|v| normal(v) == plain)?;
    of.rank_of(name)
}

fn in_yuan(fen: Exact) -> String {
    let yuan = fen.over(Exact::integer(100)).map_or_else(|| fen.to_string(), |y| y.to_string());
    format!("{yuan}元")
}

/// 是/否, √/×, Y/N, true/false, 1/0. Not 有/无: 无 is a blank everywhere.
/// A 期间: 30日, 3个月.
fn length(cell: &CellIn<'_>, given: &str) -> Result<Value, Box<Problem>> {
    let folded: String = unicode_normalization::UnicodeNormalization::nfkc(given).collect();
    LengthUnit::length(&folded).ok_or_else(|| Box::new(not_a_length::problem(cell.place.clone(), given, cell.column)))
}

fn yes_or_no(cell: &CellIn<'_>, given: &str) -> Result<Value, Box<Problem>> {
    if let CellValue::Bool(value) = cell.value {
        return Ok(Value::Bool(*value));
    }
    match normal(given).as_str() {
        "是" | "√" | "✓" | "✔" | "y" | "yes" | "true" | "1" => Ok(Value::Bool(true)),
        "否" | "×" | "✗" | "✘" | "n" | "no" | "false" | "0" => Ok(Value::Bool(false)),
        _ => Err(Box::new(not_yes_or_no::problem(cell.place.clone(), given, cell.column))),
    }
}

/// The number in a cell with the unit written beside it.
fn number_in(cell: &CellIn<'_>, given: &str) -> Result<(Exact, Option<Unit>), Box<Problem>> {
    let (digits, unit) = match cell.value {
        CellValue::Number { decimal, percent } => (decimal.clone(), percent.then_some(Unit::Percent)),
        CellValue::Text(text) => split_unit(text),
        _ => return Err(Box::new(not_a_number::problem(cell.place.clone(), given, cell.column))),
    };
    match number_text::number(&digits) {
        Ok(number) => Ok((number, unit)),
        Err(NoNumber::NotANumber) => Err(Box::new(not_a_number::problem(cell.place.clone(), given, cell.column))),
        Err(NoNumber::TooLarge) => Err(Box::new(number_too_large::problem(cell.place.clone(), given, cell.column))),
    }
}

fn counted(cell: &CellIn<'_>, given: &str, scale: u32, own_unit: Option<&str>) -> Result<Value, Box<Problem>> {
    let (number, unit) = number_in(cell, given)?;
    match unit {
        Some(Unit::Percent) => return Err(Box::new(percent_unexpected::problem(cell.place.clone(), given, cell.column))),
        Some(Unit::Money { .. }) => return Err(Box::new(not_a_number::problem(cell.place.clone(), given, cell.column))),
        // `12户` in a column of 人 is not 12.
        Some(Unit::Count) if own_unit.is_some_and(|u| !normal(given).ends_with(&normal(u))) => {
            return Err(Box::new(not_a_number::problem(cell.place.clone(), given, cell.column)));
        }
        _ => {}
    }
    if !number.fits_scale(scale) {
        return Err(Box::new(number_scale::problem(cell.place.clone(), given, cell.column, scale)));
    }
    Ok(Value::Number(number))
}

fn ratio(cell: &CellIn<'_>, given: &str) -> Result<Value, Box<Problem>> {
    let too_large = || Box::new(number_too_large::problem(cell.place.clone(), given, cell.column));
    let hundredth = |n: Exact| n.over(Exact::integer(100)).ok_or_else(too_large);
    if let CellValue::Text(text) = cell.value
        && let Some((above, below)) = text.split_once('/')
        && let (Ok(above), Ok(below)) = (number_text::number(above), number_text::number(below))
        && below != Exact::ZERO
    {
        return above.over(below).map(Value::Number).ok_or_else(too_large);
    }
    let (number, unit) = number_in(cell, given)?;
    let value = match (unit, cell.unit, cell.value) {
        // A cell formatted as a percentage stores the fraction itself.
        (Some(Unit::Percent), _, CellValue::Number { .. }) => number,
        (Some(Unit::Percent), _, _) => hundredth(number)?,
        (Some(_), _, _) => return Err(Box::new(not_a_number::problem(cell.place.clone(), given, cell.column))),
        (None, Some(Unit::Percent), _) => hundredth(number)?,
        (None, _, _) if number < Exact::ONE && number >= Exact::ZERO => number,
        (None, _, _) => return Err(Box::new(ratio_unclear::problem(cell.place.clone(), given, cell.column))),
    };
    Ok(Value::Number(value))
}

fn money(cell: &CellIn<'_>, given: &str) -> Result<Value, Box<Problem>> {
    let (number, unit) = number_in(cell, given)?;
    let fen = match (unit, cell.unit) {
        (Some(Unit::Money { name, .. }), Some(Unit::Money { name: stated, .. })) if name != stated => {
            return Err(Box::new(money_unit_mixed::problem(cell.place.clone(), given, cell.column, stated)));
        }
        (Some(Unit::Money { fen, .. }), _) | (None, Some(Unit::Money { fen, .. })) => fen,
        (Some(Unit::Percent), _) => return Err(Box::new(percent_unexpected::problem(cell.place.clone(), given, cell.column))),
        (Some(Unit::Count), _) => return Err(Box::new(not_a_number::problem(cell.place.clone(), given, cell.column))),
        // Nought is nought in every unit, yet a column that says no unit is to be corrected as a whole.
        (None, _) => return Err(Box::new(money_unit_missing::problem(cell.place.clone(), given, cell.column))),
    };
    let Some(value) = number.times(Exact::integer(fen)) else {
        return Err(Box::new(number_too_large::problem(cell.place.clone(), given, cell.column)));
    };
    if value.to_integer().is_none() {
        // Finer than a 分: say how many places the unit allows.
        let scale = (0..=10).find(|places| 10_i128.checked_pow(*places).is_some_and(|power| power >= fen)).unwrap_or(2);
        return Err(Box::new(number_scale::problem(cell.place.clone(), given, cell.column, scale)));
    }
    Ok(Value::Number(value))
}

/// A day; a month comes back as a month, for the caller to make an interval of.
fn day(cell: &CellIn<'_>, given: &str) -> Result<Value, Box<Problem>> {
    let found = match cell.value {
        CellValue::Date(day) => Some(Day::Day(*day)),
        CellValue::Month(first) => Some(Day::Month(Month { year: first.year(), month: first.month() })),
        // Of numbers only 20160601 is a day: 2016.12 may be a score, 42522 a serial number without its format.
        CellValue::Number { decimal, percent: false } if decimal.len() == 8 => date_text::day_or_month(decimal),
        CellValue::Text(text) => date_text::day_or_month(text),
        _ => None,
    };
    match found {
        Some(Day::Day(day)) => Ok(Value::Date(day)),
        Some(Day::Month(month)) => Ok(Value::Month(month)),
        None => Err(Box::new(not_a_date::problem(cell.place.clone(), given, cell.column))),
    }
}

fn month(cell: &CellIn<'_>, given: &str) -> Result<Value, Box<Problem>> {
    match day(cell, given) {
        Ok(Value::Month(month)) => Ok(Value::Month(month)),
        // A spreadsheet turns a typed 2016年6月 into the first of June.
        Ok(Value::Date(first)) if first.day() == 1 && matches!(cell.value, CellValue::Date(_)) => {
            Ok(Value::Month(Month { year: first.year(), month: first.month() }))
        }
        _ => Err(Box::new(not_a_month::problem(cell.place.clone(), given, cell.column))),
    }
}

fn year(cell: &CellIn<'_>, given: &str) -> Result<Value, Box<Problem>> {
    let found = match cell.value {
        CellValue::Number { decimal, percent: false } => date_text::year(decimal),
        CellValue::Text(text) => date_text::year(text),
        _ => None,
    };
    found.map(Value::Year).ok_or_else(|| Box::new(not_a_year::problem(cell.place.clone(), given, cell.column)))
}

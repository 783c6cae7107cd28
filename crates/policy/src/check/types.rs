//! Which types go together: what compares, what adds up, what a word for a type means to people.

use quanheng_facts::exact::Exact;
use quanheng_facts::schema::Schema;
use quanheng_facts::value::Type;

use crate::syntax::tree::{Arithmetic, NumberText};

/// A number without unit.
pub(crate) const PLAIN: Type = Type::Integer { unit: None };

/// The unit of what lies between two days.
const DAY: &str = "日";

/// True for 整数, 小数 and 比例, which mix.
pub(crate) fn is_plain_number(ty: &Type) -> bool {
    matches!(ty, Type::Integer { .. } | Type::Decimal { .. } | Type::Ratio)
}

/// True where a value of one type may stand where the other is asked for, units aside.
pub(crate) fn same_family(one: &Type, other: &Type, schema: &Schema) -> bool {
    match (one, other) {
        (a, b) if is_plain_number(a) && is_plain_number(b) => true,
        (Type::Entity(a), Type::Entity(b)) | (Type::Set(a), Type::Set(b)) => schema.is_kind(*a, *b) || schema.is_kind(*b, *a),
        (a, b) => a == b,
    }
}

/// The units of two counts, where both have one and they differ. 人 and 名 count the same.
pub(crate) fn units_clash(one: &Type, other: &Type) -> Option<(String, String)> {
    match (one, other) {
        (Type::Integer { unit: Some(a) }, Type::Integer { unit: Some(b) }) if a != b && !(is_people(a) && is_people(b)) => {
            Some((a.clone(), b.clone()))
        }
        _ => None,
    }
}

fn is_people(unit: &str) -> bool {
    matches!(unit, "人" | "名")
}

/// The type that holds both; `None` where there is none.
pub(crate) fn unify(one: &Type, other: &Type, schema: &Schema) -> Option<Type> {
    match (one, other) {
        (Type::Integer { unit: a }, Type::Integer { unit: b }) => Some(Type::Integer { unit: a.clone().or_else(|| b.clone()) }),
        (Type::Decimal { scale: a }, Type::Decimal { scale: b }) => Some(Type::Decimal { scale: *a.max(b) }),
        (Type::Decimal { scale }, Type::Integer { .. }) | (Type::Integer { .. }, Type::Decimal { scale }) => {
            Some(Type::Decimal { scale: *scale })
        }
        (a, b) if is_plain_number(a) && is_plain_number(b) => Some(Type::Ratio),
        (Type::Entity(a), Type::Entity(b)) => {
            if schema.is_kind(*a, *b) {
                Some(other.clone())
            } else {
                schema.is_kind(*b, *a).then(|| one.clone())
            }
        }
        (a, b) => (a == b).then(|| a.clone()),
    }
}

/// The type of a sum, product or quotient; `None` where it has no meaning. Years are the caller's business.
pub(crate) fn arithmetic(op: Arithmetic, left: &Type, right: &Type) -> Option<Type> {
    use Arithmetic::{Add, Divide, Multiply, Share, Subtract};
    match (op, left, right) {
        (Add | Subtract, Type::Money, Type::Money) => Some(Type::Money),
        // How many days the first is after the second.
        (Subtract, Type::Date, Type::Date) => Some(Type::Integer { unit: Some(DAY.to_owned()) }),
        (Multiply, Type::Money, n) | (Multiply, n, Type::Money) if is_plain_number(n) => Some(Type::Money),
        (Divide | Share, Type::Money, Type::Money) => Some(Type::Ratio),
        (Divide, Type::Money, n) if is_plain_number(n) => Some(Type::Money),
        (Add | Subtract, Type::Integer { unit: a }, Type::Integer { unit: b }) => {
            Some(Type::Integer { unit: a.clone().or_else(|| b.clone()) })
        }
        (Multiply, Type::Integer { unit: a }, Type::Integer { unit: b }) => Some(Type::Integer { unit: a.clone().or_else(|| b.clone()) }),
        (Add | Subtract, Type::Decimal { scale: a }, Type::Decimal { scale: b }) => Some(Type::Decimal { scale: *a.max(b) }),
        (Multiply, Type::Decimal { scale: a }, Type::Decimal { scale: b }) => Some(Type::Decimal { scale: a.saturating_add(*b) }),
        (Add | Subtract | Multiply | Divide | Share, a, b) if is_plain_number(a) && is_plain_number(b) => Some(Type::Ratio),
        _ => None,
    }
}

/// The unit of a number's literal that cannot hold it: which one.
pub(crate) struct DoesNotFit {
    pub unit: String,
}

/// The type and value of a number as written; money in 分.
pub(crate) fn number_of(number: &NumberText) -> Result<(Type, Exact), DoesNotFit> {
    let unit = number.unit.as_ref().map(|w| w.text.as_str());
    let refuse = |unit: &str| DoesNotFit { unit: unit.to_owned() };
    let money = |fen: i128| {
        let value = number.value.times(Exact::integer(fen)).filter(|v| v.to_integer().is_some());
        value.map(|v| (Type::Money, v)).ok_or_else(|| refuse("分"))
    };
    match unit {
        Some("分") => money(1),
        Some("元") => money(100),
        Some("万元") => money(1_000_000),
        Some("亿元") => money(10_000_000_000),
        Some("%") => number.value.over(Exact::integer(100)).map(|v| (Type::Ratio, v)).ok_or_else(|| refuse("%")),
        Some(unit) if number.value.to_integer().is_none() => Err(refuse(unit)),
        Some(unit) => Ok((Type::Integer { unit: Some(unit.to_owned()) }, number.value)),
        None if number.value.to_integer().is_some() => Ok((PLAIN, number.value)),
        None => Ok((number.value.scale().map_or(Type::Ratio, |scale| Type::Decimal { scale }), number.value)),
    }
}

//! A value as machines read it: money in 元 with two places, a ratio as a fraction, an enum by its name.

use quanheng_facts::exact::Exact;
use quanheng_facts::fact::Facts;
use quanheng_facts::value::{Type, Value, enum_of};
use quanheng_policy::ir::Program;
use serde::{Serialize, Serializer};

/// A value of the results format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Plain {
    Truth(bool),
    /// `written` as the format wants it; `bare` where it is a JSON number (whole numbers only) and no text.
    Number {
        exact: Exact,
        written: String,
        bare: bool,
    },
    Text(String),
    Many(Vec<String>),
}

impl Plain {
    /// The text of a CSV cell.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Plain::Truth(true) => "是".to_owned(),
            Plain::Truth(false) => "否".to_owned(),
            Plain::Number { written, .. } => written.clone(),
            Plain::Text(text) => text.clone(),
            Plain::Many(texts) => texts.join("、"),
        }
    }
}

impl Serialize for Plain {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Plain::Truth(truth) => serializer.serialize_bool(*truth),
            Plain::Number { exact, written, bare } => match exact.to_integer().and_then(|n| i64::try_from(n).ok()) {
                Some(whole) if *bare => serializer.serialize_i64(whole),
                _ => serializer.serialize_str(written),
            },
            Plain::Text(text) => serializer.serialize_str(text),
            Plain::Many(texts) => texts.serialize(serializer),
        }
    }
}

/// The value of a type, plainly.
#[must_use]
pub fn plain_value(value: &Value, ty: &Type, program: &Program, facts: &Facts) -> Plain {
    let id = |ix| facts.entities.id_of(ix).unwrap_or_default().to_owned();
    match value {
        Value::Bool(truth) => Plain::Truth(*truth),
        Value::Number(number) => plain_number(*number, ty),
        Value::Date(day) => Plain::Text(day.to_string()),
        Value::Month(month) => Plain::Text(month.to_string()),
        Value::Year(year) => Plain::Number { exact: Exact::integer(i128::from(year.0)), written: year.to_string(), bare: true },
        Value::Enum(which, rank) => {
            Plain::Text(enum_of(&program.schema.enums, *which).and_then(|e| e.name_of(*rank)).unwrap_or_default().to_owned())
        }
        Value::Text(text) => Plain::Text(text.clone()),
        Value::Length(count, unit) => Plain::Text(format!("{count}{}", unit.word())),
        Value::Entity(ix) => Plain::Text(id(*ix)),
        Value::Many(values) => Plain::Many(values.iter().map(|v| plain_value(v, ty, program, facts).text()).collect()),
        Value::Set(members) => Plain::Many(members.iter().map(|ix| id(*ix)).collect()),
    }
}

fn plain_number(exact: Exact, ty: &Type) -> Plain {
    let decimal = |number: Exact, scale: u32| number.to_decimal_string(scale).unwrap_or_else(|| number.to_string());
    let (written, bare) = match ty {
        Type::Money => (exact.over(Exact::integer(100)).map_or_else(|| exact.to_string(), |yuan| decimal(yuan, 2)), false),
        Type::Ratio => (format!("{}/{}", exact.numerator(), exact.denominator()), false),
        Type::Decimal { scale } => (decimal(exact, *scale), false),
        _ => (exact.to_string(), true),
    };
    Plain::Number { exact, written, bare }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(number: Exact, ty: &Type) -> String {
        serde_json::to_string(&plain_number(number, ty)).unwrap_or_default()
    }

    #[test]
    fn numbers_are_written_by_type() {
        assert_eq!(json(Exact::integer(50_000_000), &Type::Money), "\"500000.00\"");
        assert_eq!(json(Exact::integer(-5), &Type::Money), "\"-0.05\"");
        assert_eq!(Exact::fraction(35, 100).map(|n| json(n, &Type::Ratio)), Some("\"7/20\"".to_owned()));
        assert_eq!(json(Exact::ONE, &Type::Ratio), "\"1/1\"");
        assert_eq!(Exact::decimal(835, 1).map(|n| json(n, &Type::Decimal { scale: 4 })), Some("\"83.5000\"".to_owned()));
        assert_eq!(json(Exact::integer(7), &Type::Integer { unit: None }), "7");
    }
}

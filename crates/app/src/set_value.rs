//! `--set 名=值`: which 待定 or named number is meant, and its value, read by its type.
//!
//! A what-if: nothing is written anywhere, and every result under it carries the mark 推演.

use quanheng_facts::decision::plain_name;
use quanheng_facts::exact::Exact;
use quanheng_facts::problem::{Bilingual, Place, Problem};
use quanheng_facts::problems::setting_never_read;
use quanheng_facts::schema::Schema;
use quanheng_facts::value::{LengthUnit, Type, Value, enum_of};
use quanheng_policy::interpret::Choice;
use quanheng_policy::ir::{OpenId, ParameterId, Program};

use crate::problems;
use crate::question::{Setting, nearest, read_day, read_year};

/// What is set, and to what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    Open(OpenId, Value),
    Parameter(ParameterId, Value),
}

impl Target {
    pub(crate) fn put(self, choice: &mut Choice) {
        match self {
            Target::Open(id, value) => drop(choice.opens.insert(id, value)),
            Target::Parameter(id, value) => drop(choice.parameters.insert(id, value)),
        }
    }
}

/// Reads one `名=值`.
pub(crate) fn read(text: &str, program: &Program) -> Result<(Target, Setting), Box<Problem>> {
    let shape = || Bilingual::new("「名=值」，例如 奖金基数=60万元", "「名=值」 (name, equals sign, value), e.g. 奖金基数=60万元");
    let Some((name, value)) = text.split_once(['=', '＝']) else {
        return Err(Box::new(problems::bad_setting(text, text, &shape())));
    };
    let (name, value) = (name.trim(), value.trim());
    if name.is_empty() || value.is_empty() {
        return Err(Box::new(problems::bad_setting(text, value, &shape())));
    }
    let setting = Setting { name: name.to_owned(), value: value.to_owned() };
    if let Some((at, open)) = program.opens.iter().enumerate().find(|(_, open)| open.name == name) {
        if !open.read {
            let place = Place::Option { option: format!("--set {text}") };
            return Err(Box::new(setting_never_read::problem(place, &open.name)));
        }
        let read = value_of(value, &open.ty, &program.schema).filter(|v| open.options.is_empty() || open.options.contains(v));
        let read = read.ok_or_else(|| Box::new(problems::bad_setting(text, value, &wanted(&open.ty, &open.options, &program.schema))))?;
        return Ok((Target::Open(OpenId(u32::try_from(at).unwrap_or(u32::MAX)), read), setting));
    }
    if let Some((at, parameter)) =
        program.parameters.iter().enumerate().find(|(_, parameter)| plain_name(&parameter.name) == plain_name(name))
    {
        let read = value_of(value, &parameter.ty, &program.schema);
        let read = read.ok_or_else(|| Box::new(problems::bad_setting(text, value, &wanted(&parameter.ty, &[], &program.schema))))?;
        return Ok((Target::Parameter(ParameterId(u32::try_from(at).unwrap_or(u32::MAX)), read), setting));
    }
    let known = program.opens.iter().map(|o| o.name.as_str()).chain(program.parameters.iter().map(|p| p.name.as_str()));
    Err(Box::new(problems::unknown_setting(text, name, &nearest(name, known))))
}

/// The value a text stands for; `None` where it does not fit the type.
fn value_of(text: &str, ty: &Type, schema: &Schema) -> Option<Value> {
    let number = |text: &str| Exact::parse(&digits(text));
    match ty {
        Type::Bool => match text {
            "是" | "yes" | "true" => Some(Value::Bool(true)),
            "否" | "no" | "false" => Some(Value::Bool(false)),
            _ => None,
        },
        Type::Integer { unit } => {
            let bare = unit.as_deref().and_then(|unit| text.strip_suffix(unit)).or_else(|| text.strip_suffix(['名', '人'])).unwrap_or(text);
            number(bare.trim()).filter(|n| n.to_integer().is_some()).map(Value::Number)
        }
        Type::Decimal { scale } => number(text).filter(|n| n.fits_scale(*scale)).map(Value::Number),
        Type::Ratio => ratio(text).map(Value::Number),
        Type::Money => money(text).map(Value::Number),
        Type::Date => read_day(text).map(Value::Date),
        Type::Year => read_year(text).map(Value::Year),
        Type::Enum(id) => enum_of(&schema.enums, *id)?.rank_of(text).map(|rank| Value::Enum(*id, rank)),
        Type::Text => Some(Value::Text(text.to_owned())),
        Type::Length => LengthUnit::length(text),
        Type::Month | Type::Entity(_) | Type::Set(_) => None,
    }
}

/// Plain digits: full-width ones made narrow, thousands commas taken out.
fn digits(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, ',' | '，') && !c.is_whitespace())
        .map(|c| match c {
            '０'..='９' | '．' | '－' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c),
            _ => c,
        })
        .collect()
}

/// `35%`, `7/20`, `0.35`.
fn ratio(text: &str) -> Option<Exact> {
    if let Some(percent) = text.strip_suffix(['%', '％']) {
        return Exact::parse(&digits(percent))?.over(Exact::integer(100));
    }
    match text.split_once('/') {
        Some((over, under)) => Exact::parse(&digits(over))?.over(Exact::parse(&digits(under))?),
        // A bare 35 is as likely 35 % as 3500 %: it has to be written out.
        None => Exact::parse(&digits(text)).filter(|n| *n <= Exact::ONE),
    }
}

/// `60万元`, `5000元`, `1亿元`, in 分. A bare number has no unit, and is refused.
fn money(text: &str) -> Option<Exact> {
    let (number, fen) = if let Some(number) = text.strip_suffix("亿元") {
        (number, 10_000_000_000)
    } else if let Some(number) = text.strip_suffix("万元") {
        (number, 1_000_000)
    } else {
        (text.strip_suffix('元')?, 100)
    };
    Exact::parse(&digits(number))?.times(Exact::integer(fen)).filter(|fen| fen.to_integer().is_some())
}

/// What may be written for a type.
fn wanted(ty: &Type, options: &[Value], schema: &Schema) -> Bilingual {
    match ty {
        Type::Bool => Bilingual::new("「是」或「否」", "「是」 (yes) or 「否」 (no)"),
        Type::Integer { .. } => Bilingual::new("整数，例如 10", "a whole number, e.g. 10"),
        Type::Decimal { scale } => {
            Bilingual::new(format!("数，最多 {scale} 位小数"), format!("a number with at most {scale} decimal places"))
        }
        Type::Ratio => Bilingual::new("百分数或分数，例如 35%、7/20", "a percentage or a fraction, e.g. 35% or 7/20"),
        Type::Money => Bilingual::new("带单位的金额，例如 60万元、5000元", "an amount with its unit, e.g. 60万元 (600 000 yuan) or 5000元"),
        Type::Date => Bilingual::new("日期，例如 2016-06-01", "a day, e.g. 2016-06-01"),
        Type::Year => Bilingual::new("年度，例如 2016", "a year, e.g. 2016"),
        Type::Enum(id) => {
            let Some(definition) = enum_of(&schema.enums, *id) else {
                return Bilingual::new("政策包里列出的值", "one of the values in the pack");
            };
            let allowed: Vec<String> = definition
                .values
                .iter()
                .filter(|name| options.is_empty() || definition.rank_of(name).is_some_and(|rank| options.contains(&Value::Enum(*id, rank))))
                .map(|name| format!("「{name}」"))
                .collect();
            Bilingual::new(format!("下面之一：{}", allowed.concat()), format!("one of: {}", allowed.join(", ")))
        }
        Type::Text => Bilingual::new("文字", "a text"),
        Type::Length => Bilingual::new("期间，例如 30日、3个月", "a length of time, e.g. 30日 or 3个月"),
        Type::Month | Type::Entity(_) | Type::Set(_) => {
            Bilingual::new("别的名：这一项不能在命令里设", "another name: this one cannot be set on the command line")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_by_type() {
        let schema = Schema::default();
        let number = |text: &str, ty: Type| value_of(text, &ty, &schema);
        assert_eq!(number("60万元", Type::Money), Some(Value::Number(Exact::integer(60_000_000))));
        assert_eq!(number("1,234.56元", Type::Money), Some(Value::Number(Exact::integer(123_456))));
        assert_eq!(number("0.001元", Type::Money), None);
        assert_eq!(number("60", Type::Money), None);
        assert_eq!(number("35%", Type::Ratio), Exact::fraction(7, 20).map(Value::Number));
        assert_eq!(number("７/20", Type::Ratio), Exact::fraction(7, 20).map(Value::Number));
        assert_eq!(number("35", Type::Ratio), None);
        assert_eq!(number("10名", Type::Integer { unit: Some("名".to_owned()) }), Some(Value::Number(Exact::integer(10))));
        assert_eq!(number("1.5", Type::Integer { unit: None }), None);
        assert_eq!(number("是", Type::Bool), Some(Value::Bool(true)));
        assert_eq!(number("2016年度", Type::Year), Some(Value::Year(quanheng_facts::value::Year(2016))));
    }
}

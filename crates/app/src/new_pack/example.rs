//! Statements that would be valid in a pack on this basis: an open value settled, a number amended, an exception added.

use jiff::civil::Date;
use quanheng_facts::fact::Facts;
use quanheng_facts::problem::Language;
use quanheng_facts::value::{Type, Value, Year, enum_of};
use quanheng_policy::ir::{Open, Parameter, Program, Shape, Variable};
use quanheng_policy::wording::Words;

use super::day_text;

/// A year from which a change may hold: one after every version that there is.
fn year_after(program: &Program, today: Date) -> Year {
    let rules = program.variables.iter().flat_map(|v| &v.rules).flat_map(|r| r.in_force.years_named()).flatten();
    let numbers = program.parameters.iter().flat_map(|p| &p.values).filter_map(|v| v.from);
    let latest = rules.chain(numbers).chain([Year(today.year())]).max().unwrap_or(Year(today.year()));
    latest.plus(1).unwrap_or(latest)
}

/// `设 割线并列 = 全取，由「…」于 …，因「…」`
pub(super) fn settle(program: &Program, today: Date) -> Option<(&Open, String)> {
    let mut open = program.opens.iter().filter(|open| open.settled.is_none());
    let (open, value) = open.find_map(|open| {
        let value = match open.options.first() {
            Some(value) => written(program, value, &open.ty),
            None => None,
        };
        Some((open, value?))
    })?;
    let name = &open.name;
    Some((open, format!("设 {name} = {value}，由「（填写机关）」于 {}，因「（填写理由）」", day_text(today))))
}

/// `改 奖金基数 自 2027年度 为 50万元`
pub(super) fn amend(program: &Program, today: Date) -> Option<(&Parameter, String)> {
    let year = year_after(program, today);
    program.parameters.iter().find_map(|parameter| {
        let version = parameter.values.last()?;
        let value = written(program, &version.value, &parameter.ty)?;
        Some((parameter, format!("改 {} 自 {year}年度 为 {value}", parameter.name)))
    })
}

/// `例外「本地另有规定」于 县区.奖金·全部 …`
pub(super) fn except(program: &Program, today: Date) -> Option<(&Variable, String)> {
    let year = year_after(program, today);
    let results = program.results.iter().filter_map(|id| program.variable(*id));
    let plain = |v: &&Variable| v.yearly && v.index.is_empty() && matches!(v.shape, Shape::Rules | Shape::List(_));
    results.filter(plain).find_map(|variable| {
        let value = sample(program, &variable.ty)?;
        let name = &variable.name;
        Some((variable, format!("例外「本地另有规定」于 {name}·全部\n  适用 {year}年度 起\n  当 年度 ≥ {year}年度\n  则 {value}")))
    })
}

/// A value of a type, the plainest there is.
fn sample(program: &Program, ty: &Type) -> Option<String> {
    Some(match ty {
        Type::Bool => "否".to_owned(),
        Type::Integer { .. } | Type::Decimal { .. } => "0".to_owned(),
        Type::Ratio => "0%".to_owned(),
        Type::Money => "0元".to_owned(),
        Type::Enum(id) => enum_of(&program.schema.enums, *id)?.values.first()?.clone(),
        _ => return None,
    })
}

fn written(program: &Program, value: &Value, ty: &Type) -> Option<String> {
    let facts = Facts::default();
    let text = Words { program, facts: &facts }.value(value, ty, Year(1), Language::Chinese);
    (!matches!(ty, Type::Text | Type::Entity(_) | Type::Set(_))).then_some(text)
}

/// A result that can be asked of one entity without any facts: for an example.
pub(super) fn asked(program: &Program) -> Option<(&Variable, Year)> {
    let mut results = program.results.iter().filter_map(|id| program.variable(*id));
    let record = |v: &Variable| v.owner.and_then(|kind| program.schema.kind(kind)).is_none_or(|kind| kind.record.is_some());
    let variable = results.find(|v| v.yearly && v.index.is_empty() && !record(v))?;
    let from = variable.rules.iter().filter(|r| r.is_base).filter_map(|r| r.in_force.from).min();
    Some((variable, from.unwrap_or(Year(2016))))
}

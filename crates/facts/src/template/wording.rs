//! What a column wants, in words for whoever fills it in.

use super::Field;
use crate::exact::Exact;
use crate::intake::{Target, Wanted};
use crate::schema::{Blank, ColumnSchema, Schema};
use crate::value::{Type, Value, enum_of};

/// So many values of an enum are named in the explanation; more are found in the list.
const MOST_VALUES: usize = 6;

/// `listed`: the names that may stand there are in a list.
pub(super) fn note(
    schema: &Schema,
    (field, listed): (&Field<'_>, bool),
    target: Target,
    want: &Wanted,
    required: bool,
    heading: &str,
) -> String {
    let mut parts: Vec<String> = vec![if required { "必填".to_owned() } else { blank(schema, field) }];
    match field {
        Field::Word(name) => parts.extend(of_word(target, name)),
        Field::Key(_) => parts.push(kind(schema, (&field.ty(), listed), heading)),
        Field::Column(column) => {
            parts.push(kind(schema, (&field.ty(), listed), heading));
            parts.extend(range(column));
            if column.many_values || matches!(column.ty, Type::Set(_)) {
                parts.push("可写几个，用顿号隔开".to_owned());
            }
            if let Some(basis) = column.basis.and_then(|id| basis_name(schema, column, id)) {
                parts.push(format!("凭据写在「{basis}」"));
            }
        }
    }
    // A heading that differs from the name by which rules and messages call it.
    if want.name != heading && !heading.starts_with(&want.name) {
        parts.push(format!("即「{}」", want.name));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

fn basis_name(schema: &Schema, column: &ColumnSchema, id: crate::schema::ColumnId) -> Option<String> {
    let table = schema.tables.iter().find(|t| t.columns.iter().any(|c| std::ptr::eq(c, column)))?;
    table.column(id).map(|c| c.name.clone())
}

fn blank(schema: &Schema, field: &Field<'_>) -> String {
    match field {
        Field::Column(column) => match &column.blank {
            Blank::Refused => "必填".to_owned(),
            Blank::Unknown => "没有查到的空着".to_owned(),
            Blank::Absent => "没有就空着".to_owned(),
            Blank::Default(value) => match shown(schema, column, value) {
                Some(words) => format!("空着就是「{words}」"),
                None => "没有就空着".to_owned(),
            },
        },
        _ => "可不填".to_owned(),
    }
}

/// A default value in words.
fn shown(schema: &Schema, column: &ColumnSchema, value: &Value) -> Option<String> {
    Some(match value {
        Value::Bool(yes) => if *yes { "是" } else { "否" }.to_owned(),
        Value::Enum(id, rank) => enum_of(&schema.enums, *id)?.name_of(*rank)?.to_owned(),
        Value::Number(number) => amount(column, *number),
        Value::Text(text) => text.clone(),
        Value::Date(day) => day.to_string(),
        Value::Year(year) => year.to_string(),
        Value::Month(month) => month.to_string(),
        Value::Length(count, unit) => format!("{count}{}", unit.word()),
        Value::Entity(_) | Value::Set(_) | Value::Many(_) => return None,
    })
}

fn amount(column: &ColumnSchema, number: Exact) -> String {
    match column.ty {
        Type::Money => number.over(Exact::integer(100)).map_or_else(String::new, |yuan| format!("{yuan}元")),
        Type::Ratio => number.times(Exact::integer(100)).map_or_else(String::new, |hundredth| format!("{hundredth}%")),
        _ => number.to_string(),
    }
}

fn kind(schema: &Schema, (ty, listed): (&Type, bool), heading: &str) -> String {
    match ty {
        Type::Bool => "是 或 否".to_owned(),
        Type::Integer { unit: Some(unit) } => format!("整数（{unit}）"),
        Type::Integer { unit: None } => "整数".to_owned(),
        Type::Decimal { scale } => format!("数字，最多 {scale} 位小数"),
        Type::Ratio => "比例，写成 35%".to_owned(),
        Type::Money => {
            let unit = ["百万元", "万元", "千元", "亿元", "元"].into_iter().find(|unit| heading.contains(unit));
            format!("金额，按{}填", unit.unwrap_or("标题里的单位"))
        }
        Type::Date => "日期，如 2016-06-01；只知道月份写 2016-06".to_owned(),
        Type::Month => "月份，如 2016-06".to_owned(),
        Type::Year => "四位年份，如 2016".to_owned(),
        Type::Length => "一段时间，如 30日、3个月、1年".to_owned(),
        Type::Text => "文字".to_owned(),
        Type::Enum(id) => match enum_of(&schema.enums, *id) {
            Some(of) if of.values.len() <= MOST_VALUES => of.values.join("、"),
            _ => "从下拉单里选，各项见「代码」页".to_owned(),
        },
        Type::Entity(id) | Type::Set(id) => match schema.kind(*id) {
            Some(kind) if kind.record.is_some() => format!("{}的编号", kind.name),
            Some(kind) if listed => format!("{}：名称、代码或编号，见「代码」页", kind.name),
            Some(kind) => format!("{}：名称", kind.name),
            None => String::new(),
        },
    }
}

/// The lowest and highest value allowed.
fn range(column: &ColumnSchema) -> Option<String> {
    let show = |bound: Exact| amount(column, bound);
    match column.range {
        (Some(low), Some(high)) => Some(format!("{} 至 {}", show(low), show(high))),
        (Some(low), None) => Some(format!("不小于 {}", show(low))),
        (None, Some(high)) => Some(format!("不大于 {}", show(high))),
        (None, None) => None,
    }
}

/// The columns that are not a policy's own.
fn of_word(target: Target, name: &str) -> Option<String> {
    let words = match (target, name) {
        (_, "知悉日期") => "何时得知；如 2017-06-30",
        (_, "来源") => "从哪份材料来",
        (_, "录入人") => "谁填的",
        (_, "人员编号") => "有编号的写编号，重名时靠它分清",
        (_, "所在单位") => "重名时靠它分清",
        (Target::Units, "编号") => "不写就由上级和名称拼成",
        (Target::Units, "名称") => "名册（「代码」页）里没有的单位才写",
        (Target::Units, "种类") => "从下拉单里选",
        (Target::Units, "上级") => "名称、代码或编号",
        (Target::Units, "代码") => "区划代码，有就写",
        (Target::Units, "自" | "至") => "叫这个名称是从哪天到哪天；空着就是一向如此、至今",
        (Target::Confirmations, "表") => "哪张表填全了",
        (Target::Confirmations, "年度") => "如 2016，或 2015、2016；不按年度的表空着",
        (Target::Confirmations, "范围") => "只确认一部分的，写奖项或单位；空着就是整张表",
        (Target::Confirmations, "确认机关") => "有权确认这张表的机关，见「填表说明」",
        (_, "确认日期" | "日期") => "如 2017-06-30",
        (Target::Judgements, "认定项") => "要人判断的事项，从下拉单里选",
        (Target::Judgements, "对象") => "单位或人员；对事项的认定空着",
        (Target::Judgements, "事项编号") => "对一件事的认定写它的编号",
        (Target::Judgements, "年度") => "按年度认定的写年份",
        (Target::Judgements, "结论") => "是、否，或规定的等次",
        (Target::Judgements, "认定机关") => "有权认定的机关，见「代码」页",
        (Target::Settings, "名") => "条文没有定的事项，从下拉单里选",
        (Target::Settings, "值") => "选项见「代码」页",
        (Target::Settings, "自" | "至") => "从哪一天到哪一天这样办；空着就是一直",
        _ => return None,
    };
    Some(words.to_owned())
}

//! Cells of a test table: what is given, and what is expected.

use std::collections::BTreeSet;

use quanheng_facts::entity::{Entities, Found};
use quanheng_facts::value::{EnumDef, KindId, Type, Value};

use crate::finding::{Finding, Status};
use crate::ir::Program;
use crate::possible::{Possible, Range};
use crate::value_text::value_from_text;

/// A cell that gives a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Given {
    /// Empty, or —: nothing is given.
    Nothing,
    Value(Value),
    /// ？
    Unknown,
    /// ≥11, ≤10, 60…100万元
    Bounds {
        least: Option<Value>,
        greatest: Option<Value>,
    },
    NotApplicable,
}

/// A cell that expects something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    /// —: nothing to check.
    Nothing,
    Value(Value),
    /// 未知; with the causes, if they were named.
    Unknown(Option<Vec<String>>),
    Bounds {
        least: Option<Value>,
        greatest: Option<Value>,
        or_na: bool,
    },
    /// 未知, and it may turn out 不适用: `未知或不适用`.
    UnknownOrNa,
    NotApplicable,
    Conflict,
    Error,
}

/// Reads a given cell; `None`: it cannot be read as that type.
pub(super) fn given(text: &str, ty: &Type, enums: &[EnumDef]) -> Option<Given> {
    match text {
        "" | "—" | "－" => return Some(Given::Nothing),
        // 未设: of an open value that nobody has settled.
        "？" | "?" | "未设" => return Some(Given::Unknown),
        "不适用" => return Some(Given::NotApplicable),
        _ => {}
    }
    if let Some((least, greatest)) = bounds(text, ty, enums) {
        return Some(Given::Bounds { least, greatest });
    }
    value_from_text(text, ty, enums).map(Given::Value)
}

/// Reads a given cell in which names of entities may stand.
pub(super) fn given_among(text: &str, ty: &Type, many: bool, program: &Program, entities: &Entities) -> Option<Given> {
    let nothing = matches!(text, "" | "—" | "－" | "？" | "?" | "不适用");
    if !nothing && let Some(value) = named(text, ty, many, program, entities) {
        return Some(Given::Value(value));
    }
    given(text, ty, &program.schema.enums)
}

/// Reads an expected cell in which names of entities may stand.
pub(super) fn expected_among(text: &str, ty: &Type, program: &Program, entities: &Entities) -> Option<Expected> {
    expected(text, ty, &program.schema.enums).or_else(|| named(text, ty, false, program, entities).map(Expected::Value))
}

/// Entities by their names, or several values, joined by 、.
fn named(text: &str, ty: &Type, many: bool, program: &Program, entities: &Entities) -> Option<Value> {
    let one = |name: &str, kind: KindId| match entities.find(&program.schema, name.trim(), kind) {
        Found::One(entity) => Some(entity),
        _ => None,
    };
    let parts = || text.split('、').map(str::trim).filter(|p| !p.is_empty() && *p != "无");
    match ty {
        Type::Set(kind) => parts().map(|p| one(p, *kind)).collect::<Option<_>>().map(Value::Set),
        Type::Entity(kind) if many => parts().map(|p| one(p, *kind)).collect::<Option<_>>().map(Value::Set),
        Type::Entity(kind) => one(text, *kind).map(Value::Entity),
        _ if many => parts().map(|p| value_from_text(p, ty, &program.schema.enums)).collect::<Option<_>>().map(Value::Many),
        _ => None,
    }
}

/// Reads an expected cell; `None`: it cannot be read as that type.
pub(super) fn expected(text: &str, ty: &Type, enums: &[EnumDef]) -> Option<Expected> {
    match text {
        "" | "—" | "－" => return Some(Expected::Nothing),
        "？" | "?" => return Some(Expected::Unknown(None)),
        "不适用" => return Some(Expected::NotApplicable),
        "冲突" => return Some(Expected::Conflict),
        "错误" => return Some(Expected::Error),
        "未知或不适用" => return Some(Expected::UnknownOrNa),
        _ => {}
    }
    if let Some(causes) = unknown(text) {
        return Some(Expected::Unknown(causes));
    }
    let (bare, or_na) = text.strip_suffix("或不适用").map_or((text, false), |bare| (bare, true));
    if let Some((least, greatest)) = bounds(bare, ty, enums) {
        return Some(Expected::Bounds { least, greatest, or_na });
    }
    value_from_text(text, ty, enums).map(Expected::Value)
}

/// `未知`, `未知：甲、乙`.
pub(super) fn unknown(text: &str) -> Option<Option<Vec<String>>> {
    let rest = text.strip_prefix("未知")?;
    if rest.is_empty() {
        return Some(None);
    }
    let causes = rest.strip_prefix(['：', ':'])?;
    Some(Some(causes.split('、').map(|c| c.trim().to_owned()).filter(|c| !c.is_empty()).collect()))
}

/// `≥11`, `≤10`, `60万元…100万元`, `60…100万元` (the unit said once).
fn bounds(text: &str, ty: &Type, enums: &[EnumDef]) -> Option<(Option<Value>, Option<Value>)> {
    let read = |t: &str| value_from_text(t.trim(), ty, enums);
    if let Some(least) = text.strip_prefix('≥') {
        return Some((Some(read(least)?), None));
    }
    if let Some(greatest) = text.strip_prefix('≤') {
        return Some((None, Some(read(greatest)?)));
    }
    // A month where a day is wanted: some day of it.
    if *ty == Type::Date
        && let Some(Value::Month(month)) = value_from_text(text, &Type::Month, enums)
    {
        let (first, last) = month.days()?;
        return Some((Some(Value::Date(first)), Some(Value::Date(last))));
    }
    let (least, greatest) = text.split_once('…').or_else(|| text.split_once("..."))?;
    let greatest = greatest.trim_start_matches('…');
    let unit = greatest.trim_start().trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '−' | '，'));
    let least = read(least).or_else(|| read(&format!("{}{unit}", least.trim())))?;
    Some((Some(least), Some(read(greatest)?)))
}

impl Given {
    /// Everything the given value can be; `None` where nothing is given.
    pub fn possible(&self, ty: &Type, enums: &[EnumDef]) -> Option<Possible> {
        match self {
            Given::Nothing => None,
            Given::Value(value) => Some(Possible::value(value.clone())),
            Given::Unknown => Some(Possible::range(whole(ty, enums))),
            Given::Bounds { least, greatest } => Some(Possible::range(Range::between(least.clone(), greatest.clone()))),
            Given::NotApplicable => Some(Possible::not_applicable()),
        }
    }
}

/// Everything a value of a type can be.
fn whole(ty: &Type, enums: &[EnumDef]) -> Range {
    match ty {
        Type::Bool => Range::either(),
        Type::Enum(id) => {
            let Some(def) = quanheng_facts::value::enum_of(enums, *id) else { return Range::Anything };
            let values: BTreeSet<Value> = def.values.iter().filter_map(|v| def.rank_of(v)).map(|rank| Value::Enum(*id, rank)).collect();
            if def.order.is_some() {
                Range::between(values.first().cloned(), values.last().cloned())
            } else {
                Range::among(values).unwrap_or(Range::Anything)
            }
        }
        Type::Text | Type::Entity(_) | Type::Set(_) => Range::Anything,
        _ => Range::Between { least: None, greatest: None },
    }
}

impl Expected {
    /// Whether the finding is what was expected; causes are looked at elsewhere.
    pub fn is_met_by(&self, finding: &Finding) -> bool {
        match self {
            Expected::Nothing => true,
            Expected::Value(value) => finding.status == Status::Holds && finding.value.as_ref() == Some(value),
            Expected::Unknown(_) => finding.status == Status::Unknown,
            Expected::UnknownOrNa => finding.status == Status::Unknown && finding.may_be_na,
            Expected::Bounds { least, greatest, or_na } => {
                let same = finding.between.as_ref().is_some_and(|b| b.least == *least && b.greatest == *greatest);
                finding.status == Status::Unknown && same && finding.may_be_na == *or_na
            }
            Expected::NotApplicable => finding.status == Status::NotApplicable,
            Expected::Conflict => finding.status == Status::Conflict,
            Expected::Error => finding.status == Status::Error,
        }
    }
}

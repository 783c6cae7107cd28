//! Heads of a test table, and names in 设: what they name in the program.

use quanheng_facts::decision::plain_name;
use quanheng_facts::schema::{ColumnId, KeyType, TableId};
use quanheng_facts::value::{KindId, Type, Value, enum_of};

use super::cell;
use super::directive::{split_outside_brackets, year};
use crate::interpret::ListFigure;
use crate::ir::{Args, OpenId, ParameterId, Program, Shape, Variable, VariableId};

/// When a name is read: in the test's year, the one before, or a year of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    Year,
    YearBefore,
    In(quanheng_facts::value::Year),
}

/// What a name names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Thing {
    /// With the values of its further indexes.
    Variable(VariableId, Args),
    Column {
        table: TableId,
        column: ColumnId,
        keys: Vec<Value>,
    },
    /// `已容错(年度考核 2015年度)`: what is said of the row's own entity's row of a registered table, for whomever it is asked.
    Matter {
        variable: VariableId,
        table: TableId,
    },
    Open(OpenId),
    Parameter(ParameterId),
    /// `优秀等次.名额`, `优秀等次.基数`: what a list works with.
    Figure(VariableId, ListFigure),
    /// A kind of entity: the column holds names.
    Kind(KindId),
    /// 年度
    Year,
}

/// A name with its year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub thing: Thing,
    pub when: When,
}

/// What a head says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// 说明, 为什么: for people.
    Prose,
    Given(Named),
    /// ⇒ 名（选项 = 值，…）, by the words of the variation.
    Expected {
        named: Named,
        variation: Vec<(String, String)>,
    },
    /// ⇒ 依据
    Rules,
    /// ⇒ 涉及: the persons a conclusion reaches
    Persons,
    /// ⇒ 状态
    Status,
    /// ⇒ 标记
    Marks,
}

const PROSE: [&str; 5] = ["说明", "为什么", "备注", "算式", "来由"];

/// True for a column that is for people.
pub(super) fn is_prose(text: &str) -> bool {
    PROSE.contains(&text)
}

/// Reads a head; `Err` names what is not known.
pub(super) fn head(text: &str, program: &Program) -> Result<Head, String> {
    let Some(expected) = text.strip_prefix('⇒') else {
        if PROSE.contains(&text) {
            return Ok(Head::Prose);
        }
        return named(text, program).map(Head::Given).ok_or_else(|| text.to_owned());
    };
    let expected = expected.trim();
    match expected {
        "依据" => return Ok(Head::Rules),
        "涉及" => return Ok(Head::Persons),
        "状态" => return Ok(Head::Status),
        "标记" => return Ok(Head::Marks),
        _ => {}
    }
    let (name, variation) = match bracketed(expected) {
        Some((name, inside)) if inside.contains(['=', '＝']) => {
            let parts = split_outside_brackets(inside).into_iter().map(|p| {
                let (option, value) = p.split_once(['=', '＝']).ok_or_else(|| p.trim().to_owned())?;
                Ok((option.trim().to_owned(), value.trim().to_owned()))
            });
            (name, parts.collect::<Result<Vec<_>, String>>()?)
        }
        _ => (expected, Vec::new()),
    };
    let named = named(name, program).map(|n| Named { thing: asked(n.thing, program), ..n });
    let named = named.filter(|n| matches!(n.thing, Thing::Variable(..) | Thing::Figure(..))).ok_or_else(|| name.to_owned())?;
    Ok(Head::Expected { named, variation })
}

/// Reads a name: `名次`, `上年(名次)`, `名次 2014年度`, `公布名单.次序(十强县)`, `年度`, `县区`.
pub(super) fn named(text: &str, program: &Program) -> Option<Named> {
    let text = text.trim();
    if let Some(("上年", inside)) = bracketed(text) {
        return thing(inside, program).map(|thing| Named { thing, when: When::YearBefore });
    }
    if let Some(of_matter) = matter(text, program) {
        return Some(of_matter);
    }
    if let Some((name, last)) = text.rsplit_once(char::is_whitespace)
        && let Some(at) = year(last)
    {
        return thing(name, program).map(|thing| Named { thing, when: When::In(at) });
    }
    thing(text, program).map(|thing| Named { thing, when: When::Year })
}

/// `已容错（年度考核）`, `已容错（年度考核 2015年度）`: a definition of matters, of a row of a registered table.
fn matter(text: &str, program: &Program) -> Option<Named> {
    let (name, inside) = bracketed(text)?;
    let variable = program.variable_named(name)?;
    let owner = program.variable(variable)?.owner?;
    let register = program.matters.iter().find(|m| m.kind == owner)?;
    let (table, when) = match inside.rsplit_once(char::is_whitespace) {
        Some((table, last)) => (table.trim(), When::In(year(last)?)),
        None => (inside, When::Year),
    };
    let of_rows = |id: &&TableId| program.schema.table(**id).is_some_and(|t| t.name == table && t.record_kind().is_none());
    let table = *register.tables.iter().find(of_rows)?;
    Some(Named { thing: Thing::Matter { variable, table }, when })
}

/// `名（inside）` with brackets of either width that close at the end.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_suffix(['）', ')'])?;
    let (name, inside) = inside.split_once(['（', '('])?;
    Some((name.trim(), inside.trim()))
}

/// What is asked of a column to which exceptions are made is what it comes to, not the cell.
fn asked(thing: Thing, program: &Program) -> Thing {
    let Thing::Column { table, column, keys } = &thing else { return thing };
    let standing = program.variables.iter().position(|v| v.of_column == Some((*table, *column)));
    let id = standing.and_then(|at| u32::try_from(at).ok()).map(VariableId);
    match (id, Args::of(keys)) {
        (Some(id), Some(args)) => Thing::Variable(id, args),
        _ => thing,
    }
}

fn thing(text: &str, program: &Program) -> Option<Thing> {
    let text = text.trim();
    if text == "年度" {
        return Some(Thing::Year);
    }
    let (name, keys) = bracketed(text).map_or((text, Vec::new()), |(name, keys)| (name, split_outside_brackets(keys)));
    if let Some(id) = program.variable_named(name).filter(|id| program.variable(*id).is_some_and(|v| v.of_column.is_none()))
        && let Some(args) = index_values(program.variable(id)?, &keys, program)
    {
        return Some(Thing::Variable(id, args));
    }
    if let Some(figure) = list_figure(text, program) {
        return Some(figure);
    }
    if let Some((table, column)) = name.split_once('.') {
        return column_of(table.trim(), column.trim(), &keys, program);
    }
    // `待定 优秀名额取整`, or the bare name.
    if let Some(open) = program.open_named(text.strip_prefix("待定 ").map_or(text, str::trim)) {
        return Some(Thing::Open(open));
    }
    let same = |p: &crate::ir::Parameter| plain_name(&p.name) == plain_name(text);
    let parameter = program.parameters.iter().position(same).and_then(|at| u32::try_from(at).ok());
    if let Some(parameter) = parameter {
        return Some(Thing::Parameter(ParameterId(parameter)));
    }
    let kind = program.schema.kinds.iter().position(|k| k.name == text).and_then(|at| u32::try_from(at).ok());
    if let Some(kind) = kind {
        return Some(Thing::Kind(KindId(kind)));
    }
    let mut holding = program.schema.tables.iter().filter(|t| t.column_named(name).is_some());
    match (holding.next(), holding.next()) {
        (Some(table), None) => column_of(&table.name, name, &keys, program),
        _ => None,
    }
}

/// `优秀等次.名额`, `优秀等次.基数`, of a list.
fn list_figure(text: &str, program: &Program) -> Option<Thing> {
    let (name, figure) = text.rsplit_once('.')?;
    let figure = match figure.trim() {
        "名额" => ListFigure::Quota,
        "基数" => ListFigure::Base,
        _ => return None,
    };
    let id = program.variable_named(name.trim())?;
    matches!(program.variable(id)?.shape, Shape::List(_)).then_some(Thing::Figure(id, figure))
}

/// What a name means for an entity of a kind: a definition or column of that kind or a wider one, or of the table whose rows
/// these entities are.
pub(super) fn thing_of(text: &str, kind: KindId, program: &Program) -> Option<Thing> {
    let mut at = Some(kind);
    for _ in 0..=program.schema.kinds.len() {
        let Some(def) = at.and_then(|k| program.schema.kind(k)) else { break };
        if let Some(found) = thing(&format!("{}.{text}", def.name), program) {
            return Some(found);
        }
        at = def.of;
    }
    thing(text, program).filter(|t| t.kind(program).is_some_and(|owner| program.schema.is_kind(kind, owner)))
}

/// The further indexes in a head's brackets: `未过硬杠杠（安全生产）`.
fn index_values(variable: &Variable, keys: &[&str], program: &Program) -> Option<Args> {
    if variable.index.len() != keys.len() {
        return None;
    }
    let values: Option<Vec<Value>> = variable
        .index
        .iter()
        .zip(keys)
        .map(|(param, key)| match cell::given(key, &param.ty, &program.schema.enums) {
            Some(cell::Given::Value(value)) => Some(value),
            _ => None,
        })
        .collect();
    Args::of(&values?)
}

fn column_of(table: &str, column: &str, keys: &[&str], program: &Program) -> Option<Thing> {
    let at = program.schema.tables.iter().position(|t| t.name == table)?;
    let schema = program.schema.tables.get(at)?;
    let column = schema.column_named(column)?;
    let enums: Vec<_> = schema.keys.iter().filter_map(|k| if let KeyType::Enum(id) = k.ty { Some(id) } else { None }).collect();
    if enums.len() != keys.len() {
        return None;
    }
    let keys: Option<Vec<Value>> = enums
        .iter()
        .zip(keys)
        .map(|(id, key)| enum_of(&program.schema.enums, *id)?.rank_of(key.trim()).map(|rank| Value::Enum(*id, rank)))
        .collect();
    Some(Thing::Column { table: TableId(u32::try_from(at).ok()?), column, keys: keys? })
}

impl Thing {
    /// The type of what it holds; `None` for names of entities.
    pub fn ty(&self, program: &Program) -> Option<Type> {
        match self {
            Thing::Variable(id, _) | Thing::Matter { variable: id, .. } => program.variable(*id).map(|v| v.ty.clone()),
            Thing::Column { table, column, .. } => program.schema.table(*table)?.column(*column).map(|c| c.ty.clone()),
            Thing::Open(id) => program.opens.get(id.at()).map(|o| o.ty.clone()),
            Thing::Parameter(id) => program.parameters.get(id.at()).map(|p| p.ty.clone()),
            Thing::Year => Some(Type::Year),
            Thing::Figure(..) => Some(Type::Integer { unit: None }),
            Thing::Kind(_) => None,
        }
    }

    /// The kind of entity it belongs to.
    pub fn kind(&self, program: &Program) -> Option<KindId> {
        match self {
            Thing::Variable(id, _) | Thing::Figure(id, _) => program.variable(*id)?.owner,
            Thing::Column { table, .. } | Thing::Matter { table, .. } => {
                program.schema.table(*table)?.keys.first().and_then(|k| match k.ty {
                    KeyType::Entity(kind) => Some(kind),
                    _ => None,
                })
            }
            Thing::Kind(kind) => Some(*kind),
            Thing::Open(_) | Thing::Parameter(_) | Thing::Year => None,
        }
    }
}

/// Every name a head could have borne, for suggestions.
pub(super) fn names(program: &Program) -> Vec<String> {
    let short = |name: &str| name.rsplit('.').next().unwrap_or(name).to_owned();
    let mut names: Vec<String> = program.variables.iter().map(|v| short(&v.name)).collect();
    names.extend(program.opens.iter().map(|o| o.name.clone()));
    names.extend(program.parameters.iter().map(|p| p.name.clone()));
    names.extend(program.schema.kinds.iter().map(|k| k.name.clone()));
    for table in &program.schema.tables {
        names.extend(table.columns.iter().map(|c| format!("{}.{}", table.name, c.name)));
    }
    names
}

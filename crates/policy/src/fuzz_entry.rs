//! Doors for the fuzzer and for the replay of its corpus: any bytes as a small pack, checked and, where it passes, run.
//!
//! In: bytes; what stands before a line of `=====` is `tables.md`, the rest the rules of one article (without such a line, all of
//! it is rules, beside a small set of tables). Out: nothing but the promise to end and not to panic. The world it is run on
//! is made from the schema and from the bytes alone: a few entities of every kind, two years, some rows, some gaps.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use quanheng_facts::entity::{Dated, Entities, Entity};
use quanheng_facts::exact::Exact;
use quanheng_facts::fact::{Cell, Confirmation, Facts, Held, Row};
use quanheng_facts::fuzz_entry::made::Edges;
use quanheng_facts::origin::Origin;
use quanheng_facts::problem::{Language, Severity};
use quanheng_facts::schema::{Blank, ColumnSchema, KeyType, Schema, TableId, TableSchema};
use quanheng_facts::value::{EntityIx, KindId, Month, Type, Value, Year};

use crate::check::check;
use crate::finding::Instance;
use crate::interpret::{Choice, Interpreter};
use crate::ir::walk::{roots, visit};
use crate::ir::{ExprKind, Program, VariableId};
use crate::pack::PackText;
use crate::source::read_pack;

/// The numbers and days at which a program says something else: facts made for it lie around them.
#[must_use]
pub fn edges(program: &Program) -> Edges {
    let mut edges = Edges::default();
    let mut add = |value: &Value, ty: &Type| match (value, ty) {
        (Value::Number(number), Type::Money) => drop(edges.amounts.insert(*number)),
        (Value::Number(number), Type::Ratio) => drop(edges.ratios.insert(*number)),
        (Value::Number(number), _) => drop(edges.numbers.insert(*number)),
        (Value::Date(day), _) => drop(edges.days.insert(*day)),
        _ => {}
    };
    for (_, root) in roots(program) {
        visit(root, &mut |expr| {
            if let ExprKind::Literal(value) = &expr.kind {
                add(value, &expr.ty);
            }
        });
    }
    for parameter in &program.parameters {
        for version in &parameter.values {
            add(&version.value, &parameter.ty);
        }
    }
    edges
}

/// The line between tables and rules.
const PARTING: &str = "\n=====\n";

const MANIFEST: &str =
    "id = \"test\"\ntitle = \"试\"\nissuer = \"示例\"\nregion = \"示例省\"\nversion = \"0.1.0\"\nlanguage = 1\nbasis = []\n";

/// The tables of a text that brings none.
const TABLES: &str = "# 表\n\n## 表\n\n```规则\n实体 单位\n实体 市：单位\n实体 县：单位，上级 市\n枚举 队组：甲组、乙组\n\
    枚举 等次（由高到低）：优秀、良好、较差\n```\n\n```规则\n事实 考评（县，年度），见下表\n```\n\n\
    | 栏 | 类型 | 可认表头 |\n|---|---|---|\n| 县 | — | 县区 |\n| 年度 | — | 年份 |\n| 得分 | 小数(2)，可缺 | 总分 |\n\
    | 等次 | 等次，可缺 | 级别 |\n| 组别 | 队组，可缺 | 类别 |\n| 人数 | 整数，0 至 9，可缺 | 数 |\n| 拨款 | 金额，可缺 | 款 |\n\n\
    ```规则\n事实 记录（县，年度），可多行，见下表\n  完整 由 省局 按 年度 确认\n```\n\n\
    | 栏 | 类型 | 可认表头 |\n|---|---|---|\n| 县 | — | 县区 |\n| 年度 | — | 年份 |\n| 数 | 整数，可缺 | 件数 |\n";

const FIRST_YEAR: i16 = 2015;
const LAST_YEAR: i16 = 2016;
/// Of each kind.
const ENTITIES: u32 = 3;

/// Checks the bytes as a pack; if it passes, works out every variable for everybody and explains one of each. True if it passed.
pub fn check_and_run(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let (tables, rules) = text.split_once(PARTING).unwrap_or((TABLES, &text));
    let law = format!("# 示例办法\n\n## 第一条 {{#第一条}}\n\n示例。\n\n```规则\n{rules}\n```\n");
    let files = [("pack.toml", MANIFEST), ("tables.md", tables), ("law/10-甲.md", &law)];
    let files = files.into_iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect();
    let (source, mut problems) = read_pack(&PackText { folder: "packs/示例".to_owned(), files });
    let (checked, more) = check(&[source]);
    problems.extend(more);
    for problem in &problems {
        let _in_words = (problem.render(Language::Chinese), problem.render(Language::English));
    }
    let Some(checked) = checked.filter(|_| problems.iter().all(|p| p.severity != Severity::Error)) else { return false };
    let seed = bytes.iter().fold(0_u64, |so_far, byte| so_far.wrapping_mul(31).wrapping_add(u64::from(*byte)));
    run(&checked.program, seed);
    true
}

/// Every variable, everybody, both years; nothing is kept.
fn run(program: &Program, seed: u64) {
    let facts = world(&program.schema, &mut Chance(seed));
    let interpreter = Interpreter::new(program, &facts, Choice::default());
    for at in 0..program.variables.len() {
        let Ok(variable) = u32::try_from(at).map(VariableId) else { return };
        let owner = program.variable(variable).and_then(|v| v.owner);
        for year in FIRST_YEAR..=LAST_YEAR {
            let who = match owner {
                None => vec![None],
                Some(kind) => facts.entities.members(&program.schema, kind, Year(year)).into_iter().map(Some).collect(),
            };
            for entity in &who {
                let _finding = interpreter.finding(Instance::of(variable, *entity, Year(year)));
            }
            if let Some(entity) = who.first() {
                let told = interpreter.explain(Instance::of(variable, *entity, Year(year)));
                let _in_words = (told.render(Language::Chinese), told.render(Language::English));
            }
        }
    }
    for year in FIRST_YEAR..=LAST_YEAR {
        let _found = interpreter.check_asserts(Year(year));
    }
}

/// Xorshift: the same world for the same bytes.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.max(1);
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.checked_rem(limit).unwrap_or(0)
    }

    fn small(&mut self, limit: u32) -> u32 {
        u32::try_from(self.below(u64::from(limit))).unwrap_or(0)
    }
}

fn world(schema: &Schema, chance: &mut Chance) -> Facts {
    let mut facts = Facts::new(entities(schema));
    for (at, table) in schema.tables.iter().enumerate() {
        let Ok(id) = u32::try_from(at).map(TableId) else { break };
        let Some(KeyType::Entity(kind)) = table.keys.first().map(|k| &k.ty) else { continue };
        for year in FIRST_YEAR..=LAST_YEAR {
            for entity in facts.entities.members(schema, *kind, Year(year)) {
                if chance.below(4) != 0 {
                    add_row(&mut facts, schema, id, table, entity, Year(year), chance);
                }
            }
            if chance.below(2) == 0 {
                facts.confirm(Confirmation {
                    table: id,
                    year: Some(Year(year)),
                    scope: Vec::new(),
                    body: "示例".to_owned(),
                    signed_on: None,
                    origin: origin(),
                });
            }
        }
    }
    facts
}

fn add_row(facts: &mut Facts, schema: &Schema, id: TableId, table: &TableSchema, entity: EntityIx, year: Year, chance: &mut Chance) {
    let mut keys = Vec::new();
    for key in &table.keys {
        keys.push(match key.ty {
            KeyType::Entity(_) => Value::Entity(entity),
            KeyType::Year => Value::Year(year),
            KeyType::Enum(values) => match value(schema, &Type::Enum(values), facts, chance) {
                Some(value) => value,
                None => return,
            },
        });
    }
    if !table.many_rows && facts.has_row(id, &keys) {
        return;
    }
    let cells = table.columns.iter().map(|column| cell(schema, column, facts, chance)).collect();
    facts.insert(id, Row { keys, cells, origin: origin(), replaced: Vec::new() });
}

/// A cell as intake would take it: within its range, blank only where it may be.
fn cell(schema: &Schema, column: &ColumnSchema, facts: &Facts, chance: &mut Chance) -> Option<Cell> {
    if column.blank != Blank::Refused && chance.below(4) == 0 {
        return None;
    }
    let value = value(schema, &column.ty, facts, chance)?;
    let value = match (value, column.range) {
        (Value::Number(number), (Some(least), _)) if number < least => Value::Number(least),
        (Value::Number(number), (_, Some(most))) if number > most => Value::Number(most),
        (value, _) => value,
    };
    let value = if column.many_values { Value::Many([value].into()) } else { value };
    Some(Cell { held: Held::Exactly(value), origin: origin() })
}

fn value(schema: &Schema, ty: &Type, facts: &Facts, chance: &mut Chance) -> Option<Value> {
    Some(match ty {
        Type::Bool => Value::Bool(chance.below(2) == 0),
        Type::Integer { .. } => Value::Number(Exact::integer(i128::from(chance.below(9)))),
        Type::Decimal { scale } => Value::Number(Exact::decimal(i128::from(chance.below(1000)), (*scale).min(2))?),
        Type::Ratio => Value::Number(Exact::fraction(i128::from(chance.below(20)), 20)?),
        Type::Money => Value::Number(Exact::integer(i128::from(chance.below(9)).saturating_mul(1_000_000))),
        Type::Date => Value::Date(Date::new(FIRST_YEAR, 1, 1).ok()?.saturating_add(jiff::Span::new().days(i64::from(chance.small(700))))),
        Type::Month => Value::Month(Month { year: FIRST_YEAR, month: i8::try_from(chance.below(12)).ok()?.saturating_add(1) }),
        Type::Year => Value::Year(Year(FIRST_YEAR)),
        Type::Enum(id) => {
            let values = quanheng_facts::value::enum_of(&schema.enums, *id)?.values.len();
            Value::Enum(*id, chance.small(u32::try_from(values).ok().filter(|n| *n > 0)?))
        }
        Type::Length => Value::Length(chance.small(40).saturating_add(1), quanheng_facts::value::LengthUnit::Day),
        Type::Text => Value::Text("甲".to_owned()),
        Type::Entity(kind) => Value::Entity(one_of(schema, *kind, facts, chance)?),
        Type::Set(kind) => Value::Set([one_of(schema, *kind, facts, chance)?].into()),
    })
}

fn one_of(schema: &Schema, kind: KindId, facts: &Facts, chance: &mut Chance) -> Option<EntityIx> {
    let all = facts.entities.members(schema, kind, Year(LAST_YEAR));
    let at = chance.below(u64::try_from(all.len()).ok()?);
    all.get(usize::try_from(at).ok()?).copied()
}

/// A few of every kind, each under the first of the kind above it.
fn entities(schema: &Schema) -> Entities {
    let always = || Dated { from: None, to: None, value: () };
    let name = |kind: usize, at: u32| format!("X:{kind}-{at}");
    let (mut list, mut superiors) = (Vec::new(), BTreeMap::new());
    for (at, kind) in schema.kinds.iter().enumerate() {
        let Ok(id) = u32::try_from(at).map(KindId) else { break };
        for number in 0..ENTITIES {
            if let Some(above) = kind.superior.and_then(|k| usize::try_from(k.0).ok()) {
                superiors.insert(name(at, number), name(above, 0));
            }
            list.push(Entity {
                id: name(at, number),
                kind: id,
                names: vec![Dated { from: None, to: None, value: format!("{}{number}", kind.name) }],
                codes: Vec::new(),
                superior: None,
                exists: always(),
            });
        }
    }
    Entities::new(list, &superiors)
}

fn origin() -> Origin {
    Origin {
        file: Arc::from("示例.csv"),
        sheet: None,
        row: 2,
        column: 1,
        text: String::new(),
        source: None,
        entered_by: None,
        known_on: None,
    }
}

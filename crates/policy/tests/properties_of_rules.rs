//! Laws that hold for any rules and any facts: order does not matter, what is unrelated changes nothing, and bounds contain
//! (and, for one unknown, reach) what filling it in gives.

use std::collections::BTreeSet;

use quanheng_facts::fact::Facts;
use quanheng_facts::value::{EntityIx, EnumId, Value, Year};
use quanheng_policy::finding::{Finding, Instance, Status};
use quanheng_policy::interpret::{Choice, Interpreter};
use quanheng_policy::ir::Program;

use crate::world::{Chance, entities, insert, number, program, row};

const TABLES: &str = "```规则
实体 单位
枚举 色：红、黄、蓝
```

```规则
事实 输入（单位，年度），见下表
```

| 栏 | 类型 | 可认表头 |
|---|---|---|
| 甲 | 整数，0 至 5，可缺 | |
| 乙 | 布尔，可缺 | |
| 丙 | 色，可缺 | |
| 丁 | 整数，0 至 3，可缺 | |

```规则
事实 别的（单位，年度），见下表
```

| 栏 | 类型 | 可认表头 |
|---|---|---|
| 戊 | 整数，可缺 | |
";

const YEAR: i16 = 2016;

fn integer_expression(chance: &mut Chance, depth: u32) -> String {
    if depth == 0 {
        return match chance.below(4) {
            0 => chance.below(6).to_string(),
            1 => "丁".to_owned(),
            2 => "上年(丁)".to_owned(),
            _ => "甲".to_owned(),
        };
    }
    let mut next = || integer_expression(chance, depth - 1);
    let (a, b) = (next(), next());
    match chance.below(7) {
        0 => format!("（{a} + {b}）"),
        1 => format!("（{a} − {b}）"),
        2 => format!("（{a} × {}）", chance.below(4)),
        3 => format!("最大({a}，{b})"),
        4 => format!("（视 丙：红 → {a}；其余 → {b}）"),
        5 => format!("（{a}，最低 {}，最高 {}）", chance.below(3), 3 + chance.below(5)),
        _ => a,
    }
}

fn guard(chance: &mut Chance, depth: u32) -> String {
    let sign = *chance.of(&["=", "≠", "<", "≤", ">", "≥"]);
    match chance.below(if depth == 0 { 5 } else { 8 }) {
        0 => "乙".to_owned(),
        1 => "丙 为 红、黄".to_owned(),
        2 => format!("甲 {sign} {}", chance.below(6)),
        3 => format!("甲 {sign} 丁"),
        4 => "条".to_owned(),
        5 => format!("（{} 且 {}）", guard(chance, depth - 1), guard(chance, depth - 1)),
        6 => format!("（{} 或 {}）", guard(chance, depth - 1), guard(chance, depth - 1)),
        _ => "非 条".to_owned(),
    }
}

/// Rules for 果: the statements in an order that can be changed, the definition first.
fn rules(chance: &mut Chance) -> Vec<String> {
    let condition = loop {
        let text = guard(chance, 1);
        if !text.contains('条') {
            break text;
        }
    };
    let mut statements = vec![
        format!("定义 单位.条（年度）：布尔\n  即 {condition}"),
        format!(
            "定义 单位.果（年度）：整数\n  当 {}\n  则 {}\n  缺省 {}",
            guard(chance, 1),
            integer_expression(chance, 1),
            chance.below(6)
        ),
    ];
    let mode = *chance.of(&["", "，可并存", "，相加", "，取高"]);
    let count = 1 + chance.below(4);
    for at in 0..count {
        let mut over = vec!["果".to_owned()];
        for earlier in 0..at {
            if chance.one_in(3) {
                over.push(format!("果「例{earlier}」"));
            }
        }
        let over = if chance.one_in(8) { "果·全部".to_owned() } else { over.join("、") };
        statements.push(format!("例外「例{at}」于 {over}{mode}\n  当 {}\n  则 {}", guard(chance, 1), integer_expression(chance, 1)));
    }
    statements
}

/// One entity's cells in two years; `None`: missing.
type Cells = [[Option<Value>; 4]; 2];

fn domain(column: usize) -> Vec<Value> {
    match column {
        0 => (0..=5).map(number).collect(),
        1 => vec![Value::Bool(false), Value::Bool(true)],
        2 => (0..3).map(|rank| Value::Enum(colour(), rank)).collect(),
        _ => (0..=3).map(number).collect(),
    }
}

fn colour() -> EnumId {
    // After the enums of clauses.
    EnumId(u32::try_from(quanheng_policy::ir::CLAUSE_ENUMS.len()).unwrap())
}

fn cells(chance: &mut Chance, missing: u64) -> Cells {
    let mut cells: Cells = std::array::from_fn(|_| std::array::from_fn(|column| Some(chance.of(&domain(column)).clone())));
    for _ in 0..missing {
        let (year, column) = (usize::try_from(chance.below(2)).unwrap(), usize::try_from(chance.below(4)).unwrap());
        cells[year][column] = None;
    }
    cells
}

fn facts(all: &[Cells]) -> Facts {
    let names = ["甲县", "乙县", "丙县"];
    let mut facts = Facts::new(entities(&names[..all.len()]));
    for (at, cells) in all.iter().enumerate() {
        for (back, values) in cells.iter().enumerate() {
            let year = YEAR - i16::try_from(back).unwrap();
            insert(&mut facts, 0, row(u32::try_from(at).unwrap(), year, values.to_vec()));
        }
    }
    facts
}

fn finding(program: &Program, facts: &Facts, entity: u32) -> Finding {
    let variable = program.variable_named("单位.果").unwrap();
    let run = Interpreter::new(program, facts, Choice::default());
    run.finding(Instance::of(variable, Some(EntityIx(entity)), Year(YEAR)))
}

/// Every way of filling in what is missing.
fn completions(cells: &Cells) -> Vec<Cells> {
    let mut all = vec![cells.clone()];
    for year in 0..2 {
        for column in 0..4 {
            if cells[year][column].is_some() {
                continue;
            }
            all = all
                .iter()
                .flat_map(|c| {
                    domain(column).into_iter().map(|value| {
                        let mut filled = c.clone();
                        filled[year][column] = Some(value);
                        filled
                    })
                })
                .collect();
        }
    }
    all
}

#[test]
fn bounds_contain_and_for_one_unknown_reach_what_filling_in_gives() {
    let (mut unknown, mut narrowed) = (0, 0);
    for seed in 0..600 {
        let mut chance = Chance::new(seed);
        let text = rules(&mut chance).join("\n\n");
        let program = program(TABLES, &text);
        for _ in 0..4 {
            let missing = 1 + chance.below(3);
            let given = cells(&mut chance, missing);
            let result = finding(&program, &facts(std::slice::from_ref(&given)), 0);
            let filled: Vec<Finding> = completions(&given).iter().map(|c| finding(&program, &facts(std::slice::from_ref(c)), 0)).collect();
            let values: BTreeSet<Value> = filled.iter().filter_map(|f| f.value.clone()).collect();
            let faults = filled.iter().filter(|f| matches!(f.status, Status::Conflict | Status::Error)).count();
            let told = format!("seed {seed}\n{text}\n{given:?}\n{result:?}\n{values:?}");
            match result.status {
                Status::Holds => {
                    assert_eq!(values.iter().collect::<Vec<_>>(), [result.value.as_ref().unwrap()], "{told}");
                    assert_eq!(faults, 0, "{told}");
                }
                Status::Unknown => {
                    unknown += 1;
                    if let Some(between) = &result.between {
                        for value in &values {
                            assert!(
                                between.least.as_ref().is_none_or(|l| l <= value) && between.greatest.as_ref().is_none_or(|g| value <= g),
                                "{told}"
                            );
                        }
                        let single = given.iter().flatten().filter(|c| c.is_none()).count() == 1;
                        assert!(!single || !between.wide, "one unknown must not be wide: {told}");
                        if !between.wide {
                            narrowed += 1;
                            assert_eq!(values.first(), between.least.as_ref(), "{told}");
                            assert_eq!(values.last(), between.greatest.as_ref(), "{told}");
                        }
                    }
                    assert!(!result.causes.is_empty(), "{told}");
                }
                Status::Conflict | Status::Error => assert_eq!(faults, filled.len(), "{told}"),
                Status::NotApplicable => assert!(filled.iter().all(|f| f.status == Status::NotApplicable), "{told}"),
            }
        }
    }
    assert!(unknown > 300 && narrowed > 150, "the generator must meet unknowns: {unknown}, tight {narrowed}");
}

#[test]
fn order_of_rules_and_rows_and_unrelated_facts_change_nothing() {
    for seed in 0..150 {
        let mut chance = Chance::new(10_000 + seed);
        let mut statements = rules(&mut chance);
        let all: Vec<Cells> = (0..3).map(|_| cells(&mut chance, 1)).collect();
        let first = program(TABLES, &statements.join("\n\n"));
        // Exceptions may name one another and stand before their definition.
        chance.shuffle(&mut statements);
        let second = program(TABLES, &statements.join("\n\n"));
        let plain = facts(&all);
        let mut mixed = Facts::new(plain.entities.clone());
        let mut order: Vec<(usize, usize)> = (0..3).flat_map(|e| (0..2).map(move |y| (e, y))).collect();
        chance.shuffle(&mut order);
        for (entity, back) in order {
            let year = YEAR - i16::try_from(back).unwrap();
            insert(&mut mixed, 0, row(u32::try_from(entity).unwrap(), year, all[entity][back].to_vec()));
        }
        for entity in 0..3 {
            insert(&mut mixed, 1, row(entity, YEAR, vec![Some(number(i128::from(chance.below(100))))]));
        }
        for entity in 0..3 {
            let (one, other) = (finding(&first, &plain, entity), finding(&second, &mixed, entity));
            let labels = |program: &Program, f: &Finding| -> BTreeSet<String> {
                let rules = &program.variable(f.instance.variable).unwrap().rules;
                f.rules.iter().map(|r| rules[usize::try_from(r.0).unwrap()].id.clone()).collect()
            };
            let told = format!("seed {seed}: {one:?}\n{other:?}\n{}", statements.join("\n\n"));
            assert_eq!(
                (one.status, &one.value, &one.between, one.may_be_na, one.by_default),
                (other.status, &other.value, &other.between, other.may_be_na, other.by_default),
                "{told}"
            );
            assert_eq!(labels(&first, &one), labels(&second, &other), "{told}");
            let cells = |f: &Finding| -> BTreeSet<String> {
                f.causes.iter().filter(|c| matches!(c, quanheng_policy::finding::Cause::Cell { .. })).map(|c| format!("{c:?}")).collect()
            };
            assert_eq!(cells(&one), cells(&other), "{told}");
        }
    }
}

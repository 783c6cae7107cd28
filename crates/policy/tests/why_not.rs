//! Why not: what is found is right, nearest, and all there is.

use crate::world::{entities, insert, number, program, row};
use quanheng_facts::exact::Exact;
use quanheng_facts::fact::Facts;
use quanheng_facts::schema::{ColumnId, TableId};
use quanheng_facts::value::{EntityIx, Value, Year};
use quanheng_policy::counterfactual::{Also, Change, Standing, Towards, Wanted, WhyNot};
use quanheng_policy::finding::{Instance, Status};
use quanheng_policy::interpret::{Choice, Interpreter, Pin};
use quanheng_policy::ir::Program;

const TABLES: &str = "\
```规则
实体 县
枚举 等次（由高到低）：优、良、中、差
事实 报表（县，年度），见下表
```

| 栏 | 类型 |
|---|---|
| 甲数、乙数 | 整数，0 至 20，可缺 |
| 得分 | 小数(2)，可缺 |
| 伤 | 整数「人」，可缺 |
| 等 | 等次，可缺 |
| 达标 | 布尔，可缺 |
| 额 | 金额，可缺 |";

fn facts(rows: &[(u32, i16, Vec<Option<Value>>)], names: &[&str]) -> Facts {
    let mut facts = Facts::new(entities(names));
    for (entity, year, values) in rows {
        insert(&mut facts, 0, row(*entity, *year, values.clone()));
    }
    facts
}

fn decimal(text: &str) -> Option<Value> {
    Some(Value::Number(Exact::parse(text).expect("a number")))
}

fn plain(a: i128, b: i128) -> Vec<Option<Value>> {
    let grade = Value::Enum(grade_id(), 1);
    vec![Some(number(a)), Some(number(b)), decimal("80"), Some(number(3)), Some(grade), Some(Value::Bool(false)), Some(number(100))]
}

fn grade_id() -> quanheng_facts::value::EnumId {
    // After the enums of the language's own clauses.
    quanheng_facts::value::EnumId(u32::try_from(quanheng_policy::ir::CLAUSE_ENUMS.len()).expect("few"))
}

fn instance(program: &Program, name: &str, entity: u32) -> Instance {
    let variable = program.variable_named(name).expect("a result");
    Instance::of(variable, Some(EntityIx(entity)), Year(2016))
}

fn ask(program: &Program, facts: &Facts, name: &str, entity: u32, also: Also) -> WhyNot {
    let run = Interpreter::new(program, facts, Choice::default());
    run.why_not(instance(program, name, entity), &Wanted::Is(Value::Bool(true)), also)
}

/// `甲数 3→5 ↑`
fn said(program: &Program, changes: &[Change]) -> Vec<String> {
    changes.iter().map(|change| one(program, change)).collect()
}

fn one(program: &Program, change: &Change) -> String {
    let name = match &change.input {
        Pin::Column { table, column, year, .. } => {
            let table = program.schema.table(*table).unwrap();
            let year = year.filter(|y| *y != Year(2016)).map(|y| y.to_string()).unwrap_or_default();
            format!("{}{year}", table.column(*column).unwrap().name)
        }
        Pin::Parameter(id) => program.parameters[id.at()].name.clone(),
        Pin::Open(id) => program.opens[id.at()].name.clone(),
        Pin::Judged(instance) => program.variable(instance.variable).unwrap().name.clone(),
        Pin::Variable(_) => "?".to_owned(),
    };
    let text = |value: &Value| match value {
        Value::Number(number) => number.to_string(),
        Value::Enum(_, rank) => format!("第{rank}"),
        Value::Bool(truth) => truth.to_string(),
        other => format!("{other:?}"),
    };
    let sure = if change.least { "" } else { "?" };
    format!("{name} {}→{}{sure}", text(&change.from), text(&change.to))
}

#[test]
fn the_nearest_value_of_each_input() {
    let rules = "定义 县.获奖（年度）：布尔，可不适用\n  当 下列全部\n    （一）报表.得分 ≥ 85.5\n    （二）报表.甲数 ≥ 2\n    （三）报表.伤 ≤ 3\n  则 是\n  缺省 否";
    let program = program(TABLES, rules);
    let facts = facts(&[(0, 2016, plain(5, 5))], &["甲"]);
    let why = ask(&program, &facts, "县.获奖", 0, Also::default());
    assert_eq!(why.standing, Standing::NotGiven);
    assert_eq!(said(&program, &why.changes), ["得分 80→85.5"]);
    assert!(why.limits.is_empty() && why.pairs.is_empty() && !why.out_of_reach);
    assert_eq!(why.changes[0].towards, Towards::Up);
}

#[test]
fn casualties_are_a_limit() {
    let rules = "定义 县.获奖（年度）：布尔\n  当 报表.伤 ≤ 1\n  则 是\n  缺省 否";
    let program = program(TABLES, rules);
    let facts = facts(&[(0, 2016, plain(5, 5))], &["甲"]);
    let why = ask(&program, &facts, "县.获奖", 0, Also::default());
    assert!(why.changes.is_empty());
    assert_eq!(said(&program, &why.limits), ["伤 3→1"]);
}

#[test]
fn enums_booleans_and_money_take_their_own_steps() {
    let rules = "定义 县.获奖（年度）：布尔\n  当 下列之一\n    （一）报表.等 为 优、中\n    （二）报表.达标\n    （三）报表.额 ≥ 10元\n  则 是\n  缺省 否";
    let program = program(TABLES, rules);
    let mut cells = plain(5, 5);
    cells[4] = Some(Value::Enum(grade_id(), 2));
    let facts = facts(&[(0, 2016, cells)], &["甲"]);
    let why = ask(&program, &facts, "县.获奖", 0, Also::default());
    assert_eq!(said(&program, &why.changes), ["等 第2→第3", "等 第2→第1", "达标 false→true", "额 100→1000"]);
}

#[test]
fn two_together_only_where_no_single_one_does() {
    let rules = "定义 县.获奖（年度）：布尔\n  当 报表.甲数 ≥ 7 且 报表.乙数 ≤ 2 且 报表.得分 ≥ 60\n  则 是\n  缺省 否";
    let program = program(TABLES, rules);
    let facts = facts(&[(0, 2016, plain(5, 5))], &["甲"]);
    let why = ask(&program, &facts, "县.获奖", 0, Also::default());
    assert!(why.changes.is_empty());
    let pairs: Vec<String> = why.pairs.iter().map(|p| p.changes.iter().map(|c| one(&program, c)).collect::<Vec<_>>().join("，")).collect();
    assert_eq!(pairs, ["甲数 5→7，乙数 5→2"]);
}

#[test]
fn out_of_reach_is_proven() {
    let rules = "定义 县.获奖（年度）：布尔\n  当 报表.甲数 + 报表.乙数 ≥ 41\n  则 是\n  缺省 否";
    let program = program(TABLES, rules);
    let facts = facts(&[(0, 2016, plain(5, 5))], &["甲"]);
    let why = ask(&program, &facts, "县.获奖", 0, Also::default());
    assert!(why.out_of_reach && why.changes.is_empty() && why.pairs.is_empty());
}

#[test]
fn a_veto_is_seen_through_a_list_and_its_rivals() {
    let rules = "名单 县.上榜（年度）从 县\n  依 报表.得分，从高到低\n  取 1\n  割线并列 全不取\n  缺值 存疑";
    let program = program(TABLES, rules);
    let mut first = plain(5, 5);
    first[2] = decimal("88.25");
    let rows = [(0, 2016, first), (1, 2016, plain(5, 5))];
    let facts = facts(&rows, &["甲", "乙"]);
    let why = ask(&program, &facts, "县.上榜", 1, Also { others: true, ..Also::default() });
    assert_eq!(said(&program, &why.changes), ["得分 80→88.26"]);
    assert_eq!(said(&program, &why.others), ["得分 88.25→79.99"]);
}

#[test]
fn numbers_and_exceptions_on_request() {
    let rules = "定义 县.获奖（年度）：布尔\n  当 报表.甲数 ≥ 7「门槛」\n  则 是\n  缺省 否\n\n例外「不给」于 县.获奖·全部\n  当 报表.乙数 > 4\n  则 否";
    let program = program(TABLES, rules);
    let facts = facts(&[(0, 2016, plain(8, 5)), (1, 2016, plain(6, 3))], &["甲", "乙"]);
    let all = Also { others: false, numbers: true, law: true };
    let why = ask(&program, &facts, "县.获奖", 0, all);
    assert_eq!(said(&program, &why.changes), ["乙数 5→4"]);
    assert_eq!(why.law.len(), 1);
    assert!(why.numbers.is_empty());
    let why = ask(&program, &facts, "县.获奖", 1, all);
    assert_eq!(said(&program, &why.numbers), ["门槛 7→6"]);
    assert!(why.law.is_empty());
}

#[test]
fn what_is_not_known_is_not_searched() {
    let rules = "定义 县.获奖（年度）：布尔\n  当 报表.甲数 ≥ 7\n  则 是\n  缺省 否";
    let program = program(TABLES, rules);
    let mut cells = plain(5, 5);
    cells[0] = None;
    let why = ask(&program, &facts(&[(0, 2016, cells)], &["甲"]), "县.获奖", 0, Also::default());
    assert_eq!(why.standing, Standing::Unknown);
    assert!(why.changes.is_empty() && !why.finding.causes.is_empty());
    let why = ask(&program, &facts(&[(0, 2016, plain(9, 5))], &["甲"]), "县.获奖", 0, Also::default());
    assert_eq!(why.standing, Standing::Given);
}

/// Rules that rise and fall, over two whole numbers from 0 to 20.
const RULES: [&str; 7] = [
    "报表.甲数 ≥ 7 且 报表.甲数 ≤ 9",
    "报表.甲数 × 2 + 报表.乙数 ≥ 25",
    "(报表.甲数 = 3 或 报表.甲数 = 12) 且 报表.乙数 ≥ 4",
    "报表.甲数 × 报表.乙数 ≥ 100 且 报表.甲数 − 报表.乙数 ≤ 2",
    "最大(报表.甲数，报表.乙数) ≥ 15 且 最小(报表.甲数，报表.乙数) ≤ 3",
    "报表.甲数 − 报表.甲数 × 2 ≥ −4 且 报表.乙数 ≥ 11",
    "非 报表.甲数 = 5 且 非 报表.乙数 = 5 且 报表.甲数 + 报表.乙数 = 13",
];

#[test]
fn brute_force_finds_the_same() {
    for rule in RULES {
        let rules = format!("定义 县.获奖（年度）：布尔\n  当 {rule}\n  则 是\n  缺省 否");
        let program = program(TABLES, &rules);
        for (a, b) in [(5, 5), (0, 0), (20, 20), (8, 3), (12, 2), (3, 1)] {
            let names = ["甲"];
            let with = |a: i128, b: i128| facts(&[(0, 2016, plain(a, b))], &names);
            let holds = |a: i128, b: i128| {
                let facts = with(a, b);
                let run = Interpreter::new(&program, &facts, Choice::default());
                run.finding(instance(&program, "县.获奖", 0)).value == Some(Value::Bool(true))
            };
            let here = with(a, b);
            let why = ask(&program, &here, "县.获奖", 0, Also::default());
            if holds(a, b) {
                assert_eq!(why.standing, Standing::Given);
                continue;
            }
            let mut expected = Vec::new();
            let up = |from: i128| from + 1..=20;
            let down = |from: i128| (0..from).rev();
            expected.extend(up(a).find(|a| holds(*a, b)).map(|to| format!("甲数 {a}→{to}")));
            expected.extend(down(a).find(|a| holds(*a, b)).map(|to| format!("甲数 {a}→{to}")));
            expected.extend(up(b).find(|b| holds(a, *b)).map(|to| format!("乙数 {b}→{to}")));
            expected.extend(down(b).find(|b| holds(a, *b)).map(|to| format!("乙数 {b}→{to}")));
            assert_eq!(said(&program, &why.changes), expected, "{rule} {a} {b}");
            assert!(why.not_settled.is_empty(), "{rule} {a} {b}");
            if expected.is_empty() {
                // Of both, in every pair of directions in which something does, a pair is told, and it cannot be made smaller.
                for (one, two) in [(1, 1), (1, -1), (-1, 1), (-1, -1)] {
                    let range = |from: i128, sign: i128| if sign > 0 { up(from).collect::<Vec<_>>() } else { down(from).collect() };
                    let any = range(a, one).iter().any(|x| range(b, two).iter().any(|y| holds(*x, *y)));
                    let told = why.pairs.iter().any(|p| {
                        let to = |at: usize| if let Value::Number(n) = &p.changes[at].to { n.to_integer().unwrap() } else { -1 };
                        let (x, y) = if one_is_first(&p.changes[0]) { (to(0), to(1)) } else { (to(1), to(0)) };
                        assert!(holds(x, y), "{rule} {a} {b}: {x} {y}");
                        (x - a).signum() == one && (y - b).signum() == two
                    });
                    assert_eq!(any, told, "{rule} {a} {b} {one} {two}");
                }
            }
        }
    }
}

/// Rules in which everybody's figures meet: what one changes moves others, and comes back.
const TOGETHER: [&str; 9] = [
    "名单 县.获奖（年度）从 县\n  依 报表.甲数，从高到低；报表.乙数，从低到高\n  取 2\n  割线并列 依名次\n  缺值 存疑",
    "排名 县.位（年度）从 县\n  依 报表.甲数，从高到低\n  并列 同名次\n  缺值 排除\n\n定义 县.获奖（年度）：布尔 即 位 不适用则 9 = 2",
    "名单 县.获奖（年度）从 县\n  依 报表.甲数，从高到低\n  取 2\n  割线并列 全取\n  缺值 末位",
    "定义 县.数（年度）：整数 即 报表.甲数\n\n推定「按九」于 县.数\n  当 报表.乙数 ≥ 0\n  则 9，因「示例」\n\n定义 县.获奖（年度）：布尔 即 数 ≥ 10",
    "定义 县.分（年度）：比例 即 归一(报表.甲数，组 是，极差) 不适用则 0%\n\n定义 县.获奖（年度）：布尔 即 分 ≥ 60%",
    "定义 县.分（年度）：比例 即 归一(报表.甲数，组 是，名次) 不适用则 0%\n\n定义 县.获奖（年度）：布尔\n  当 分 ≥ 50% 且 报表.乙数 ≥ 4\n  则 是\n  缺省 否",
    "定义 县.获奖（年度）：布尔\n  即 计数(县，当 报表.甲数 ≥ 8) = 2 且 报表.甲数 ≥ 8",
    "名单 县.上（年度）从 县\n  依 报表.甲数，从高到低\n  取 50%，取整 入，基数 全部参评\n  割线并列 全取\n  缺值 存疑\n\n定义 县.获奖（年度）：布尔 即 首次(上，自 2014年度)",
    "名单 县.上（年度）从 县\n  依 报表.甲数，从高到低\n  取 2\n  割线并列 全不取\n  缺值 存疑\n\n定义 县.获奖（年度）：布尔 即 连续(2，上) 或 (近(3，上) = 1 且 报表.乙数 > 6)",
];

#[test]
fn brute_force_finds_the_same_where_everybody_meets() {
    let names = ["甲", "乙", "丙", "丁"];
    let figures = |year: i16, entity: i128| ((entity * 7 + i128::from(year) * 3) % 13, (entity * 5 + i128::from(year)) % 9);
    let mut rows = Vec::new();
    for year in [2014, 2015, 2016] {
        for entity in 0..4_u32 {
            let (a, b) = figures(year, i128::from(entity));
            rows.push((entity, year, plain(a, b)));
        }
    }
    let facts = facts(&rows, &names);
    for rules in TOGETHER {
        let program = program(TABLES, rules);
        let holds = |facts: &Facts, entity| {
            Interpreter::new(&program, facts, Choice::default()).finding(instance(&program, "县.获奖", entity)).value
                == Some(Value::Bool(true))
        };
        for entity in 0..4 {
            if holds(&facts, entity) {
                continue;
            }
            let why = ask(&program, &facts, "县.获奖", entity, Also::default());
            let mut expected = Vec::new();
            for column in 0..2 {
                for year in [2016, 2015, 2014] {
                    let key = [Value::Entity(EntityIx(entity)), Value::Year(Year(year))];
                    let with = |n: &i128| facts.with_value(TableId(0), &key, ColumnId(column), number(*n)).unwrap();
                    let (a, b) = figures(year, i128::from(entity));
                    let (name, now) = if column == 0 { ("甲数", a) } else { ("乙数", b) };
                    let year = if year == 2016 { String::new() } else { year.to_string() };
                    let up = (now + 1..=20).find(|n| holds(&with(n), entity));
                    let down = (0..now).rev().find(|n| holds(&with(n), entity));
                    expected.extend(up.into_iter().chain(down).map(|to| format!("{name}{year} {now}→{to}")));
                }
            }
            assert_eq!(said(&program, &why.changes), expected, "{rules}\n{entity}");
            assert!(why.not_settled.is_empty(), "{rules}\n{entity}");
        }
    }
}

fn one_is_first(change: &Change) -> bool {
    matches!(&change.input, Pin::Column { column, .. } if *column == ColumnId(0))
}

#[test]
fn a_change_applied_to_the_facts_turns_the_result() {
    let rules = "名单 县.上榜（年度）从 县\n  依 报表.得分，从高到低\n  取 2\n  割线并列 全取\n  缺值 存疑\n\n定义 县.连胜（年度）：布尔\n  当 上榜 且 上年(上榜) 且 报表.甲数 ≥ 4\n  则 是\n  缺省 否";
    let program = program(TABLES, rules);
    let names = ["甲", "乙", "丙", "丁"];
    let mut rows = Vec::new();
    for year in [2015, 2016] {
        for (at, score) in ["90", "85.5", "85.5", "70"].iter().enumerate() {
            let mut cells = plain(5, 5);
            cells[2] = decimal(score);
            rows.push((u32::try_from(at).unwrap(), year, cells));
        }
    }
    rows[3].2[2] = decimal("99");
    let facts = facts(&rows, &names);
    let why = ask(&program, &facts, "县.连胜", 3, Also::default());
    assert_eq!(said(&program, &why.changes), ["得分 70→85.5"]);
    let change = &why.changes[0];
    let Pin::Column { table, column, entity, year, .. } = &change.input else { panic!("a cell") };
    let key = [Value::Entity(entity.unwrap()), Value::Year(year.unwrap())];
    let after = |to: &Value| {
        let changed = facts.with_value(*table, &key, *column, to.clone()).expect("a cell");
        let run = Interpreter::new(&program, &changed, Choice::default());
        let finding = run.finding(instance(&program, "县.连胜", 3));
        (finding.status, finding.value)
    };
    assert_eq!(*table, TableId(0));
    assert_eq!(after(&change.to), (Status::Holds, Some(Value::Bool(true))));
    assert_eq!(after(&decimal("85.49").unwrap()), (Status::Holds, Some(Value::Bool(false))));
}

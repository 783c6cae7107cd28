//! What if one number were another, and what if one table said something else: everybody of a population made up here is worked out once,
//! then again under each. The pack is written, checked and lowered like any other; what comes out is held against a panel that starts
//! from nothing, and for few people against the interpreter.
//!
//! `PEOPLE=1000000 REPEAT=9 cargo bench -p quanheng-panel --bench what_if`; without PEOPLE few, once, as a test. On one thread. Two numbers are
//! supposed one after the other: a cap, and one on which the order of the list rests. WHY=1: which rows go by themselves then.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a bench stops at the first surprise")]
#![expect(clippy::disallowed_methods, reason = "a bench reads its sizes and the clock")]

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use quanheng_facts::columns::{Bits, Column, EntityColumns, FactColumns, TableColumns, Values};
use quanheng_facts::entity::{Dated, Entities, Entity};
use quanheng_facts::exact::Exact;
use quanheng_facts::fact::{Confirmation, Facts};
use quanheng_facts::origin::Origin;
use quanheng_facts::problem::Severity;
use quanheng_facts::schema::{Schema, TableId};
use quanheng_facts::value::{EntityIx, KindId, Value, Year};
use quanheng_panel::{Look, Panel, how_many};
use quanheng_policy::check::check;
use quanheng_policy::finding::Instance;
use quanheng_policy::interpret::{Choice, Interpreter};
use quanheng_policy::ir::{ParameterId, Program};
use quanheng_policy::pack::PackText;

const MANIFEST: &str = r#"id = "bench-what-if"
title = "示例省窗口人员考勤奖励办法（虚构，只作测速）"
issuer = "示例省委（虚构）"
region = "示例省"
version = "1.0.0"
language = 1
in_force = { from = "2020-01" }
sources = ["虚构"]
results = ["人员.先进", "人员.补贴", "人员.连续达标"]
"#;

const TABLES: &str = "```规则
实体 单位
实体 人员

枚举 处分种类：警告、记过、撤职

事实 考勤（人员，年度），始于 2020年度，见下表
  完整 由 省人社厅 按 年度 确认

事实 处分（人员，年度），始于 2020年度，见下表
  完整 由 省纪委 按 年度 确认
```

| 栏 | 类型 |
|---|---|
| 单位 | 单位 |
| 在岗天数 | 整数，0 至 366 |
| 迟到次数 | 整数，0 至 366 |
| 得分 | 小数(2)，0 至 100，可缺 |

| 栏 | 类型 |
|---|---|
| 种类 | 处分种类 |
";

const LAW: &str = "# 示例省窗口人员考勤奖励办法

## 第一条 出勤分 {#第一条}

在岗一天计二分，迟到一次扣三分，最高四百分。

```规则
定义 人员.在岗（年度）：布尔
  即 有值(考勤.单位)

定义 人员.出勤分（年度）：整数
  当 有值(考勤.在岗天数) 且 有值(考勤.迟到次数)
  则 考勤.在岗天数 × 2「每日分」 − 考勤.迟到次数 × 3「迟到扣分」，最高 400「出勤分上限」
  缺省 0
```

## 第二条 除外 {#第二条}

当年受处分的，或者得分不满六十分的，不评先进。

```规则
定义 人员.受处分（年度）：布尔
  即 有值(处分.种类)

定义 人员.除外（年度）：布尔
  即 受处分 或 （有值(考勤.得分) 且 考勤.得分 < 60「及格线」）

定义 人员.连续达标（年度）：布尔
  即 连续(2，有值(考勤.得分) 且 考勤.得分 ≥ 60)
```

## 第三条 先进 {#第三条}

在岗满二百天的，每个单位按出勤分与得分之和取前十名；与第十名相同的一并列入；除外的，由后面的递补。

```规则
定义 人员.总分（年度）：小数(2)，可不适用
  当 在岗 且 有值(考勤.得分)
  则 出勤分 + 考勤.得分

名单 人员.先进（年度）
  从 人员，当 有值(考勤.单位) 且 有值(考勤.在岗天数) 且 考勤.在岗天数 ≥ 200「最少天数」 且 有值(总分)，分组 考勤.单位
  依 总分，从高到低
  取 10名「先进名额」
  割线并列 全取
  缺值 排除
  否决 除外，递补
```

## 第四条 补贴 {#第四条}

先进每一出勤分补贴一百元，最高三万五千元；其他在岗的补贴五百元。

```规则
定义 人员.补贴（年度）：金额
  当 在岗
  则 500元「普通补贴」
  缺省 0元

例外「先进」于 补贴
  当 先进
  则 100元「每分补贴」 × 出勤分，最高 35000元「补贴上限」
```
";

/// Numbers that are the same for the same seed.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }
}

fn number(name: &str, otherwise: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// The year that is asked about, with the one before it on record too.
const ASKED: i16 = 2021;

/// People of each unit, about.
const IN_A_UNIT: usize = 300;

struct Made<'s> {
    schema: &'s Schema,
    people: usize,
    units: usize,
}

impl Made<'_> {
    fn table(&self, name: &str) -> usize {
        self.schema.tables.iter().position(|table| table.name == name).unwrap()
    }

    fn entities(&self) -> EntityColumns {
        let kind = |name: &str| KindId(u32::try_from(self.schema.kinds.iter().position(|kind| kind.name == name).unwrap()).unwrap());
        let one =
            |id: String, kind: KindId| Entity { id, kind, names: Vec::new(), codes: Vec::new(), superior: None, exists: Dated::always() };
        let (unit, person) = (kind("单位"), kind("人员"));
        let units = (0..self.units).map(|at| one(format!("SL:d{at:07}"), unit));
        let all = units.chain((0..self.people).map(|at| one(format!("SL:p{at:07}"), person))).collect();
        EntityColumns::of(&Entities::new(all, &BTreeMap::new())).unwrap()
    }

    fn person(&self, at: usize) -> u32 {
        u32::try_from(self.units + at).unwrap()
    }

    /// Whoever is there, with a unit, days, how often late and a score; a score in a hundred is not known, a person-year in fifty is not there.
    fn attendance(&self) -> TableColumns {
        let mut random = Random(5);
        let (mut who, mut when) = (Vec::new(), Vec::new());
        let (mut unit, mut days, mut late, mut score, mut known) = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for at in 0..self.people {
            for year in [ASKED - 1, ASKED] {
                if random.below(50) == 0 {
                    continue;
                }
                who.push(self.person(at));
                when.push(year);
                unit.push(u32::try_from(at / IN_A_UNIT).unwrap());
                days.push(i64::try_from(150 + random.below(100)).unwrap());
                late.push(i64::try_from(random.below(12)).unwrap());
                score.push(i64::try_from(4_000 + random.below(6_001)).unwrap());
                known.push(random.below(100) > 0);
            }
        }
        let whole = |values: Values| Some(Column { values, filled: None, upper: None });
        let decimal = |scale: u32, digits: Vec<i64>| Values::Decimal { scale, digits };
        score.iter_mut().zip(&known).for_each(|(score, known)| *score *= i64::from(*known));
        let filled = Some(Bits::of_all(&known)).filter(|bits| !bits.all());
        TableColumns {
            rows: who.len(),
            keys: vec![Values::Entity(who), Values::Year(when)],
            columns: vec![
                whole(Values::Entity(unit)),
                whole(decimal(0, days)),
                whole(decimal(0, late)),
                Some(Column { values: decimal(2, score), filled, upper: None }),
            ],
            ..TableColumns::default()
        }
    }

    /// One in so many was punished in each year.
    fn punished(&self, one_in: u64) -> TableColumns {
        let mut random = Random(one_in);
        let mut keys = Vec::new();
        for at in 0..self.people {
            for year in [ASKED - 1, ASKED] {
                if random.below(one_in) == 0 {
                    keys.push((self.person(at), year));
                }
            }
        }
        let kinds = Values::Rank8(keys.iter().map(|_| u8::try_from(random.below(3)).unwrap()).collect());
        TableColumns {
            rows: keys.len(),
            columns: vec![Some(Column { values: kinds, filled: None, upper: None })],
            keys: vec![
                Values::Entity(keys.iter().map(|(who, _)| *who).collect()),
                Values::Year(keys.iter().map(|(_, year)| *year).collect()),
            ],
            ..TableColumns::default()
        }
    }

    fn facts(&self, one_in: u64) -> Facts {
        let mut tables: Vec<Option<TableColumns>> = vec![None; self.schema.tables.len()];
        tables[self.table("考勤")] = Some(self.attendance());
        tables[self.table("处分")] = Some(self.punished(one_in));
        let origin = Origin {
            file: Arc::from("made"),
            sheet: None,
            row: 1,
            column: 1,
            text: String::new(),
            source: None,
            entered_by: None,
            known_on: None,
        };
        let signed = |(name, year): (&str, i16)| Confirmation {
            table: TableId(u32::try_from(self.table(name)).unwrap()),
            year: Some(Year(year)),
            scope: Vec::new(),
            body: "省".to_owned(),
            signed_on: None,
            origin: origin.clone(),
        };
        let confirmations = ["考勤", "处分"].into_iter().flat_map(|name| [(name, ASKED - 1), (name, ASKED)]).map(signed).collect();
        let columns = FactColumns { entities: self.entities(), tables, confirmations, ..FactColumns::default() };
        columns.into_facts_over(self.schema).expect("columns are facts")
    }
}

/// Works the results out and goes over all of them: a sum over everybody's status, value and place in the order. As in every run some rows of
/// each column are worked out again.
fn gone_over(program: &Program, panel: &Panel<'_>) -> u64 {
    let years = [Year(ASKED)];
    let rows = program.results.len() * number("PEOPLE", 900);
    panel.look_again(&Look { rows: &[], share: (how_many(rows), rows), seed: 1 });
    // As `run` and `compare` do it: everything that is read on the way is kept.
    panel.work_out_all(program.results.iter().map(|result| Instance::of(*result, None, years[0])));
    let mut sum = 0_u64;
    for result in &program.results {
        panel.rows(*result, &years, |row| {
            let value = row.value.unwrap_or(-1).cast_unsigned();
            sum = sum.wrapping_mul(31).wrapping_add(value).wrapping_add(row.status as u64);
        });
    }
    let (_, differing) = panel.looked_again();
    assert!(differing.is_empty(), "{differing:?}");
    sum
}

fn told(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let ms = |at: usize| format!("{}.{}", times[at].as_millis(), times[at].as_micros() % 1_000 / 100);
    println!("{what:>46}  {:>8} ms  ({} … {})", ms(times.len() / 2), ms(0), ms(times.len() - 1));
}

fn main() {
    let people = number("PEOPLE", 900);
    let files = [("pack.toml", MANIFEST), ("tables.md", TABLES), ("law/10-办法.md", LAW)];
    let files = files.into_iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect();
    let (pack, problems) = quanheng_policy::source::read_pack(&PackText { folder: "bench-what-if".to_owned(), files });
    let (checked, found) = check(&[pack]);
    for problem in problems.iter().chain(&found).filter(|problem| problem.severity == Severity::Error).take(5) {
        println!("{problem:?}");
    }
    let program = checked.expect("the pack checks").program;
    let made = Made { schema: &program.schema, people, units: people.div_ceil(IN_A_UNIT) };
    let facts = made.facts(40);
    // The same from another reading: only the table of punishments says something else.
    let other_facts = made.facts(25);
    let supposed = |name: &str| {
        let parameter = program.parameters.iter().position(|parameter| parameter.name == name).unwrap();
        let Value::Number(as_written) = program.parameters[parameter].values[0].value else { panic!("{name} is no number") };
        let value = Value::Number(as_written.minus(Exact::decimal(1, 0).unwrap()).unwrap());
        Choice { parameters: BTreeMap::from([(ParameterId(u32::try_from(parameter).unwrap()), value)]), ..Choice::default() }
    };
    const SUPPOSED: [&str; 2] = ["补贴上限", "每日分"];
    let (mut fresh, mut facts_times) = (Vec::new(), Vec::new());
    let mut number_times: [Vec<Duration>; 2] = Default::default();
    for round in 0..number("REPEAT", 1) {
        let began = Instant::now();
        let before = Panel::new(&program, &facts, Choice::default());
        let as_it_is = gone_over(&program, &before);
        fresh.push(began.elapsed());
        let mut on_numbers = Vec::new();
        for (name, times) in SUPPOSED.into_iter().zip(&mut number_times) {
            let began = Instant::now();
            let panel = Panel::taking_over(&before, supposed(name));
            let otherwise = gone_over(&program, &panel);
            times.push(began.elapsed());
            // One at a time is held, as `compare` does.
            if round == 0 {
                on_numbers.push((name, panel, otherwise));
            }
        }
        let began = Instant::now();
        let on_others = Panel::taking_over_on(&before, &other_facts, Choice::default());
        let on_other_facts = gone_over(&program, &on_others);
        facts_times.push(began.elapsed());
        if round > 0 {
            continue;
        }
        assert_ne!(as_it_is, on_other_facts, "the table changes something");
        assert_eq!(gone_over(&program, &Panel::new(&program, &other_facts, Choice::default())), on_other_facts, "the same from nothing");
        println!("{people} people; columns {}, taken over with another table {}", before.columns(), on_others.columns_of(&before));
        println!("rows by kernel, as cases, singly, by order: {:?}; {:?}", before.ways().counts(), on_others.ways().counts());
        for (name, panel, otherwise) in &on_numbers {
            assert_ne!(as_it_is, *otherwise, "the number changes something");
            assert_eq!(gone_over(&program, &Panel::new(&program, &facts, supposed(name))), *otherwise, "the same from nothing");
            println!("{name}: columns taken over {}; rows {:?}", panel.columns_of(&before), panel.ways().counts());
            for ((variable, reason), rows) in panel.ways().alone().into_iter().filter(|_| std::env::var_os("WHY").is_some()) {
                println!("{rows:>8} {} {}", program.variables[variable.at()].name, reason.words().en);
            }
        }
        if people <= 2_000 {
            let person = |at: usize| EntityIx(made.person(at));
            let with_numbers = on_numbers.iter().map(|(name, panel, _)| (panel, &facts, supposed(name)));
            for (panel, facts, choice) in with_numbers.chain([(&on_others, &other_facts, Choice::default())]) {
                let interpreter = Interpreter::new(&program, facts, choice);
                let asked: Vec<Instance> = program
                    .results
                    .iter()
                    .flat_map(|result| (0..people).map(|at| Instance::of(*result, Some(person(at)), Year(ASKED))))
                    .collect();
                let apart = asked.iter().zip(panel.findings(&asked)).filter(|(one, found)| interpreter.finding(**one) != *found).count();
                assert_eq!(apart, 0, "rows apart");
            }
        }
    }
    told("everybody, from nothing", fresh);
    for (name, times) in SUPPOSED.into_iter().zip(number_times) {
        told(&format!("again with another {name}"), times);
    }
    told("again with another table", facts_times);
}

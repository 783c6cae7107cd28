//! Laws that hold for any numbers: a worse county moves no place, shifting all scores moves none, and a matter that is tolerated
//! gives what comes out where it never happened.

use quanheng_facts::fact::{Confirmation, Facts};
use quanheng_facts::schema::TableId;
use quanheng_facts::value::{EntityIx, EnumId, Value, Year};
use quanheng_policy::finding::{Finding, Instance, Status};
use quanheng_policy::interpret::{Choice, Interpreter};
use quanheng_policy::ir::{CLAUSE_ENUMS, Program};

use crate::world::{Chance, entities, insert, number, origin, program, row};

const YEAR: i16 = 2016;
const NAMES: [&str; 7] = ["甲县", "乙县", "丙县", "丁县", "戊县", "己县", "庚县"];

const COMPETITION: &str = "```规则
实体 单位
枚举 组别：东组、西组
枚举 档（由高到低）：一档、二档、三档
```

```规则
事实 成绩（单位，年度），见下表
```

| 栏 | 类型 |
|---|---|
| 分 | 整数，可缺 |
| 组 | 组别 |
";

const PLACES: &str = "排名 单位.名次（年度）
  从 单位，分组 成绩.组
  依 成绩.分，从高到低
  并列 同名次
  缺值 末位

名单 单位.上榜（年度）
  从 单位，分组 成绩.组
  依 成绩.分，从高到低
  取 2 名「名额」
  割线并列 全取
  缺值 末位

分档 单位.定档（年度）：档
  从 单位，分组 成绩.组
  依 成绩.分，从高到低
  切 一档 → 1 名「一档名额」；二档 → 2 名「二档名额」；三档 → 其余
  割线并列 全取
  缺值 末位
";

const PLACED: [&str; 3] = ["单位.名次", "单位.上榜", "单位.定档"];

/// A county: its score, where it is known, and its group.
type County = (Option<i128>, u32);

fn scores(counties: &[County]) -> Facts {
    let mut facts = Facts::new(entities(&NAMES[..counties.len()]));
    let group = EnumId(u32::try_from(CLAUSE_ENUMS.len()).unwrap());
    for (at, (score, side)) in counties.iter().enumerate() {
        let cells = vec![score.map(number), Some(Value::Enum(group, *side))];
        insert(&mut facts, 0, row(u32::try_from(at).unwrap(), YEAR, cells));
    }
    facts
}

fn finding(run: &Interpreter<'_>, program: &Program, name: &str, entity: usize) -> Finding {
    let variable = program.variable_named(name).unwrap();
    run.finding(Instance::of(variable, Some(EntityIx(u32::try_from(entity).unwrap())), Year(YEAR)))
}

/// What the first counties come to: places, lists and tiers.
fn placed(program: &Program, counties: &[County], first: usize) -> Vec<(Status, Option<Value>)> {
    let facts = scores(counties);
    let run = Interpreter::new(program, &facts, Choice::default());
    let all = PLACED.iter().flat_map(|name| (0..first).map(move |entity| (name, entity)));
    all.map(|(name, entity)| finding(&run, program, name, entity)).map(|f| (f.status, f.value)).collect()
}

fn counties(chance: &mut Chance) -> Vec<County> {
    let count = 2 + chance.below(5);
    (0..count).map(|_| (Some(i128::from(chance.below(12)) - 3), u32::try_from(chance.below(2)).unwrap())).collect()
}

#[test]
fn a_worse_county_moves_no_place() {
    let program = program(COMPETITION, PLACES);
    for seed in 0..400 {
        let mut chance = Chance::new(seed);
        let all = counties(&mut chance);
        let side = u32::try_from(chance.below(2)).unwrap();
        // Worse than everybody, or without a score where those stand last.
        let score = if chance.one_in(3) { None } else { Some(-4 - i128::from(chance.below(50))) };
        let more: Vec<County> = all.iter().copied().chain([(score, side)]).collect();
        let before = placed(&program, &all, all.len());
        assert!(before.iter().all(|(status, _)| *status == Status::Holds), "seed {seed}: {before:?}");
        let after = placed(&program, &more, all.len());
        // 取 2 名 in a group of one: it is listed before and after. Tiers and lists by number never hang on how many there are.
        assert_eq!(before, after, "seed {seed}: {all:?} and {score:?} in {side}");
    }
}

#[test]
fn shifting_all_scores_moves_no_place() {
    let program = program(COMPETITION, PLACES);
    for seed in 0..400 {
        let mut chance = Chance::new(seed);
        let mut all = counties(&mut chance);
        if chance.one_in(3) {
            all[0].0 = None;
        }
        let by = i128::from(chance.below(2001)) - 1000;
        let shifted: Vec<County> = all.iter().map(|(score, side)| (score.map(|s| s + by), *side)).collect();
        assert_eq!(placed(&program, &all, all.len()), placed(&program, &shifted, all.len()), "seed {seed}: {all:?} by {by}");
    }
}

const MATTERS: &str = "```规则
实体 单位
结论类 应当核实
登记 事项 包括 考核（单位，年度）、旧考核（单位，年度）
```

```规则
事实 考核（单位，年度），见下表
  完整 由 省统计局 按 年度 确认
```

| 栏 | 类型 |
|---|---|
| 得分 | 整数，0 至 9，可缺 |

```规则
事实 旧考核（单位，年度），见下表
  完整 由 省统计局 按 年度 确认
```

| 栏 | 类型 |
|---|---|
| 旧分 | 整数，0 至 9，可缺 |

```规则
事实 容许（单位），见下表
```

| 栏 | 类型 |
|---|---|
| 容新、容旧 | 布尔 |
";

/// Conditions over two matters, read for themselves and together.
const CONDITIONS: [&str; 5] = [
    "有值(得分) 且 得分 < 5",
    "（有值(得分) 且 得分 < 5） 且 （有值(旧分) 且 旧分 < 5）",
    "（有值(得分) 且 得分 < 4） 或 （有值(旧分) 且 旧分 < 4）",
    "（得分 不适用则 9） + （旧分 不适用则 9） < 10",
    "最小((得分 不适用则 9)，(旧分 不适用则 9)) < 3",
];

/// What is entered of two matters: their figures (`Some(None)`: an empty cell), and whether each is tolerated.
#[derive(Clone, Debug)]
struct Entered {
    rows: [Option<Option<i128>>; 2],
    tolerated: [bool; 2],
}

fn concluded(program: &Program, entered: &Entered) -> Finding {
    let mut facts = Facts::new(entities(&["甲县"]));
    for (at, cell) in entered.rows.iter().enumerate() {
        let table = u32::try_from(at).unwrap();
        if let Some(cell) = cell {
            insert(&mut facts, table, row(0, YEAR, vec![cell.map(number)]));
        }
        facts.confirm(Confirmation {
            table: TableId(table),
            year: Some(Year(YEAR)),
            scope: Vec::new(),
            body: "省统计局".to_owned(),
            signed_on: None,
            origin: origin(),
        });
    }
    let mut tolerated = row(0, YEAR, entered.tolerated.iter().map(|t| Some(Value::Bool(*t))).collect());
    tolerated.keys.truncate(1);
    insert(&mut facts, 2, tolerated);
    facts.rows_become_entities(&program.schema);
    let run = Interpreter::new(program, &facts, Choice::default());
    finding(&run, program, "结论.核实", 0)
}

#[test]
fn a_tolerated_matter_is_as_if_it_had_not_been_entered() {
    let (mut relieved, mut unknown) = (0, 0);
    for condition in CONDITIONS {
        let rules = format!(
            "定义 事项.可不计（对象：单位，结论类）：布尔\n  即 （本事项 为 考核 且 对象.容新） 或 （本事项 为 旧考核 且 对象.容旧）\n\n\
             结论「核实」：应当核实\n  就 单位（年度）\n  当 {condition}\n  不计 可不计 的 考核、旧考核"
        );
        let program = program(MATTERS, &rules);
        for seed in 0..120 {
            let mut chance = Chance::new(seed);
            let mut cell = || match chance.below(6) {
                0 => None,
                1 => Some(None),
                _ => Some(Some(i128::from(chance.below(10)))),
            };
            let rows = [cell(), cell()];
            let entered = Entered { rows, tolerated: [chance.one_in(2), chance.one_in(2)] };
            let mut by_hand = Entered { rows, tolerated: [false, false] };
            for (row, tolerated) in by_hand.rows.iter_mut().zip(entered.tolerated) {
                if tolerated {
                    *row = None;
                }
            }
            let whole = concluded(&program, &Entered { tolerated: [false, false], ..entered.clone() });
            let (left_out, removed) = (concluded(&program, &entered), concluded(&program, &by_hand));
            let told = format!("{condition}\n{entered:?}\n{left_out:?}\n{removed:?}");
            relieved += usize::from(whole.value != left_out.value);
            unknown += usize::from(left_out.status == Status::Unknown);
            assert_eq!((left_out.status, &left_out.value, &left_out.causes), (removed.status, &removed.value, &removed.causes), "{told}");
        }
    }
    assert!(relieved > 30 && unknown > 10, "the cases must meet both: {relieved}, {unknown}");
}

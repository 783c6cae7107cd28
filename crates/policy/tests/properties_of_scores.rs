//! 归一 and 加权 against a plain model: every way of filling in missing figures lies in the bounds; where 宽 is not said both ends are
//! met; a standard score is the nearest decimal, found by trying.

use std::collections::BTreeSet;

use quanheng_facts::exact::Exact;
use quanheng_facts::fact::Facts;
use quanheng_facts::value::{EntityIx, EnumId, Value, Year};
use quanheng_policy::finding::{Finding, Instance, Status};
use quanheng_policy::interpret::{Choice, Interpreter};
use quanheng_policy::ir::{CLAUSE_ENUMS, Program};

use crate::world::{Chance, entities, insert, number, program, row};

const TABLES: &str = "```规则
实体 单位
枚举 组别：东组、西组
```

```规则
事实 成绩（单位，年度），见下表
```

| 栏 | 类型 | 可认表头 |
|---|---|---|
| 组 | 组别 | |
| 甲分 | 整数，0 至 5，可缺 | |

```规则
事实 另评（单位，年度），见下表
```

| 栏 | 类型 | 可认表头 |
|---|---|---|
| 乙分 | 整数，0 至 5，可空 | |
";

const NAMES: [&str; 5] = ["甲县", "乙县", "丙县", "丁县", "戊县"];

#[derive(Clone, Copy, Debug, PartialEq)]
enum Entered {
    Known(i128),
    /// 不适用.
    None,
    Missing,
}

#[derive(Clone, Debug)]
struct Unit {
    group: u32,
    first: Entered,
    second: Entered,
}

fn facts(units: &[Unit]) -> Facts {
    let mut facts = Facts::new(entities(&NAMES[..units.len()]));
    let group = EnumId(u32::try_from(CLAUSE_ENUMS.len()).unwrap());
    let cell = |entered: Entered| if let Entered::Known(n) = entered { Some(number(n)) } else { None };
    for (at, unit) in units.iter().enumerate() {
        let at = u32::try_from(at).unwrap();
        insert(&mut facts, 0, row(at, 2016, vec![Some(Value::Enum(group, unit.group)), cell(unit.first)]));
        if unit.second != Entered::Missing {
            insert(&mut facts, 1, row(at, 2016, vec![cell(unit.second)]));
        }
    }
    facts
}

fn findings(program: &Program, facts: &Facts, name: &str, count: usize) -> Vec<Finding> {
    let run = Interpreter::new(program, facts, Choice::default());
    let variable = program.variable_named(name).unwrap();
    (0..count).map(|e| run.finding(Instance::of(variable, Some(EntityIx(u32::try_from(e).unwrap())), Year(2016)))).collect()
}

fn fillings(units: &[Unit]) -> Vec<Vec<Unit>> {
    let mut all = vec![units.to_vec()];
    for at in 0..units.len() {
        for second in [false, true] {
            let entered = if second { units[at].second } else { units[at].first };
            if entered != Entered::Missing {
                continue;
            }
            // A row that is not there may turn out to say 不适用; a cell of the first column may not.
            let mut values: Vec<Entered> = (0..=5).map(Entered::Known).collect();
            values.extend(second.then_some(Entered::None));
            all = all
                .iter()
                .flat_map(|us| {
                    values.iter().map(|value| {
                        let mut filled = us.clone();
                        if second {
                            filled[at].second = *value
                        } else {
                            filled[at].first = *value
                        }
                        filled
                    })
                })
                .collect();
        }
    }
    all
}

/// What comes out: an error, 不适用, or a number.
type Result = std::result::Result<Option<Exact>, ()>;

fn whole(n: i128) -> Exact {
    Exact::integer(n)
}

fn ratio(a: i128, b: i128) -> Exact {
    Exact::fraction(a, b).unwrap()
}

fn figures(units: &[Unit], group: u32, second: bool) -> Vec<i128> {
    let entered = |u: &Unit| if second { u.second } else { u.first };
    units.iter().filter(|u| u.group == group).filter_map(|u| if let Entered::Known(n) = entered(u) { Some(n) } else { None }).collect()
}

fn normalised(units: &[Unit], own: usize, second: bool, method: &str) -> Result {
    let me = &units[own];
    let Entered::Known(x) = (if second { me.second } else { me.first }) else { return Ok(None) };
    let all = figures(units, me.group, second);
    let n = i128::try_from(all.len()).unwrap();
    let (low, high) = (*all.iter().min().unwrap(), *all.iter().max().unwrap());
    match method {
        "极差" if low == high => Err(()),
        "极差" => Ok(Some(ratio(x - low, high - low))),
        "名次" if n == 1 => Err(()),
        "名次" => {
            let place = 1 + i128::try_from(all.iter().filter(|y| **y > x).count()).unwrap();
            Ok(Some(ratio(n - place, n - 1)))
        }
        _ if low == high => Err(()),
        _ => {
            let sum: i128 = all.iter().sum();
            let squares: i128 = all.iter().map(|y| (n * y - sum).pow(2)).sum();
            let m = if method == "样本" { n - 1 } else { n };
            let d = n * x - sum;
            // |z| · 100 lies between k − ½ and k + ½: (2k − 1)² ≤ 4 · 10000 · z² < (2k + 1)².
            let four = ratio(40_000 * d * d * m, squares);
            let k = (0..1_000).find(|k| four < whole((2 * k + 1) * (2 * k + 1))).unwrap();
            Ok(Some(ratio(if d < 0 { -k } else { k }, 100)))
        }
    }
}

fn weighted(units: &[Unit], own: usize, method: &str, way: &str) -> Result {
    let (a, b) = (normalised(units, own, false, method), normalised(units, own, true, method));
    let (a, b) = (a?, b?);
    let parts = |a: Exact, b: Exact| Ok(Some(a.times(ratio(3, 5)).unwrap().plus(b.times(ratio(2, 5)).unwrap()).unwrap()));
    match (a, b, way) {
        (Some(a), Some(b), _) => parts(a, b),
        (Some(a), None, "权重分摊") => Ok(Some(a)),
        (Some(a), None, "记组平均") => {
            let group = units[own].group;
            let others: Vec<usize> =
                (0..units.len()).filter(|at| units[*at].group == group && matches!(units[*at].second, Entered::Known(_))).collect();
            let mut sum = Exact::ZERO;
            for other in &others {
                sum = sum.plus(normalised(units, *other, true, method)?.unwrap()).unwrap();
            }
            let average = sum.over(whole(i128::try_from(others.len()).unwrap())).ok_or(())?;
            parts(a, average)
        }
        _ => Ok(None),
    }
}

/// Everything that can come about lies in what was found; and both ends come about unless it says 宽.
fn held(finding: &Finding, answers: &BTreeSet<Result>, one_unknown: bool, told: &str) -> bool {
    let numbers: Vec<Exact> = answers.iter().filter_map(|a| a.ok().flatten()).collect();
    match (&finding.value, finding.status) {
        (Some(Value::Number(value)), _) => assert_eq!(*answers, BTreeSet::from([Ok(Some(*value))]), "{told}"),
        (_, Status::NotApplicable) => assert_eq!(*answers, BTreeSet::from([Ok(None)]), "{told}"),
        (_, Status::Error) => assert_eq!(*answers, BTreeSet::from([Err(())]), "{told}"),
        _ => {
            assert!(finding.may_be_na || !answers.contains(&Ok(None)), "{told}");
            let Some(between) = &finding.between else {
                assert!(numbers.is_empty(), "{told}");
                return false;
            };
            let end = |v: &Option<Value>| v.as_ref().map(|v| if let Value::Number(n) = v { *n } else { panic!("{told}") });
            let (least, greatest) = (end(&between.least).unwrap(), end(&between.greatest).unwrap());
            assert!(numbers.iter().all(|n| least <= *n && *n <= greatest), "{told}");
            if !between.wide {
                assert_eq!((Some(&least), Some(&greatest)), (numbers.iter().min(), numbers.iter().max()), "{told}");
                return true;
            }
            assert!(!one_unknown, "one unknown is never wide: {told}");
        }
    }
    false
}

#[test]
fn scores_agree_with_the_model() {
    let mut met = 0;
    for seed in 0..160 {
        let mut chance = Chance::new(55_000 + seed);
        let method = chance.of::<&str>(&["极差", "极差", "名次", "总体", "样本"]);
        let way = chance.of::<&str>(&["权重分摊", "记组平均", "分组另评"]);
        let written = match *method {
            "总体" | "样本" => format!("标准分，保留 2位，四舍五入，{method}"),
            plain => plain.to_owned(),
        };
        let group = if *way == "记组平均" { "组 成绩.组，" } else { "" };
        let rules = format!(
            "定义 单位.单（年度）：比例 即 归一(成绩.甲分，组 成绩.组，{written})\n\n定义 单位.合（年度）：比例，可不适用\n  即 加权(归一(成绩.甲分，组 成绩.组，{written}) 权 60%「甲权」，归一(另评.乙分，组 成绩.组，{written}) 权 40%「乙权」，{group}不适用则 {way})"
        );
        let program = program(TABLES, &rules);
        for _ in 0..6 {
            let mut units: Vec<Unit> = (0..5)
                .map(|_| Unit {
                    group: u32::from(chance.one_in(4)),
                    first: Entered::Known(i128::from(chance.below(6))),
                    second: if chance.one_in(4) { Entered::None } else { Entered::Known(i128::from(chance.below(6))) },
                })
                .collect();
            for _ in 0..chance.below(3) {
                let at = usize::try_from(chance.below(5)).unwrap();
                if chance.one_in(2) { units[at].first = Entered::Missing } else { units[at].second = Entered::Missing }
            }
            let missing = units.iter().flat_map(|u| [u.first, u.second]).filter(|e| *e == Entered::Missing).count();
            let all = fillings(&units);
            let facts = facts(&units);
            for (own, finding) in findings(&program, &facts, "单位.单", 5).into_iter().enumerate() {
                let answers: BTreeSet<Result> = all.iter().map(|us| normalised(us, own, false, method)).collect();
                let told = format!("seed {seed} {method} {own} {units:?}\n{finding:?}\n{answers:?}");
                met += u32::from(held(&finding, &answers, missing == 1, &told));
            }
            for (own, finding) in findings(&program, &facts, "单位.合", 5).into_iter().enumerate() {
                let answers: BTreeSet<Result> = all.iter().map(|us| weighted(us, own, method, way)).collect();
                let told = format!("seed {seed} {method} {way} {own} {units:?}\n{finding:?}\n{answers:?}");
                met += u32::from(held(&finding, &answers, missing == 1, &told));
            }
        }
    }
    assert!(met > 100, "the generator must meet unknown scores: {met}");
}

#[test]
fn shifting_and_stretching_moves_no_score() {
    let rules = "定义 单位.差（年度）：比例 即 归一(成绩.甲分 × 7 + 3，组 成绩.组，极差)\n\n定义 单位.差原（年度）：比例 即 归一(成绩.甲分，组 成绩.组，极差)\n\n定义 单位.标（年度）：比例 即 归一(成绩.甲分 × 7 + 3，组 成绩.组，标准分，保留 6位，入，样本)\n\n定义 单位.标原（年度）：比例 即 归一(成绩.甲分，组 成绩.组，标准分，保留 6位，入，样本)";
    let program = program(TABLES, rules);
    for seed in 0..60 {
        let mut chance = Chance::new(8_000 + seed);
        let units: Vec<Unit> =
            (0..5).map(|_| Unit { group: 0, first: Entered::Known(i128::from(chance.below(6))), second: Entered::None }).collect();
        let facts = facts(&units);
        for (one, other) in [("单位.差", "单位.差原"), ("单位.标", "单位.标原")] {
            let values = |name: &str| -> Vec<_> { findings(&program, &facts, name, 5).into_iter().map(|f| (f.status, f.value)).collect() };
            assert_eq!(values(one), values(other), "seed {seed} {units:?}");
        }
    }
}

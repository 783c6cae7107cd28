//! Tiers and shares against plain models: tiers by sorting and cutting, shares by dividing and handing out what is left over. Every
//! way of filling in what is missing lies in the bounds; where one value is missing both ends are met; the parts of a group add up
//! to its amount.

use std::collections::BTreeSet;

use quanheng_facts::fact::Facts;
use quanheng_facts::value::{EntityIx, EnumId, Value, Year};
use quanheng_policy::finding::{Finding, Instance, Status};
use quanheng_policy::interpret::{Choice, Interpreter};
use quanheng_policy::ir::{CLAUSE_ENUMS, Program};

use crate::world::{Chance, entities, insert, number, program, row};

const TABLES: &str = "```规则
实体 单位
枚举 组别：东组、西组
枚举 档（由高到低）：甲、乙、丙
```

```规则
事实 成绩（单位，年度），见下表
```

| 栏 | 类型 | 可认表头 |
|---|---|---|
| 分 | 整数，0 至 9，可缺 | |
| 组 | 组别 | |
| 次 | 整数 | |
| 额 | 金额 | |
";

const NAMES: [&str; 6] = ["甲县", "乙县", "丙县", "丁县", "戊县", "己县"];

#[derive(Clone, Debug)]
struct Unit {
    score: Option<i128>,
    group: u32,
    order: i128,
    amount: i128,
}

fn facts(units: &[Unit]) -> Facts {
    let mut facts = Facts::new(entities(&NAMES[..units.len()]));
    let group = EnumId(u32::try_from(CLAUSE_ENUMS.len()).unwrap());
    for (at, unit) in units.iter().enumerate() {
        let values =
            vec![unit.score.map(number), Some(Value::Enum(group, unit.group)), Some(number(unit.order)), Some(number(unit.amount))];
        insert(&mut facts, 0, row(u32::try_from(at).unwrap(), 2016, values));
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
        if units[at].score.is_none() {
            all = all
                .iter()
                .flat_map(|us| {
                    (0..=9).map(|score| {
                        let mut filled = us.clone();
                        filled[at].score = Some(score);
                        filled
                    })
                })
                .collect();
        }
    }
    all
}

#[derive(Clone, Copy, Debug)]
struct Cuts {
    first: i128,
    second: i128,
    rounding: &'static str,
    ties: &'static str,
    missing: &'static str,
}

fn rounded(hundredths: i128, rounding: &str) -> i128 {
    match rounding {
        "舍" => hundredths / 100,
        "入" => (hundredths + 99) / 100,
        _ => (hundredths + 50) / 100,
    }
}

/// The rank of the tier in its enum (2 is the best), by sorting; `None`: no tier, `Some(None)`: a conflict.
fn tier(units: &[Unit], own: usize, cuts: Cuts) -> Option<Option<u32>> {
    let me = &units[own];
    if me.score.is_none() && cuts.missing == "排除" {
        return None;
    }
    let mut field: Vec<(Option<i128>, i128, usize)> = units
        .iter()
        .enumerate()
        .filter(|(_, u)| u.group == me.group && (cuts.missing != "排除" || u.score.is_some()))
        .map(|(at, u)| (u.score, if u.score.is_some() { -u.order } else { 0 }, at))
        .collect();
    field.sort_by(|a, b| b.cmp(a));
    let size = i128::try_from(field.len()).unwrap();
    let lines = [rounded(cuts.first * size, cuts.rounding), rounded((cuts.first + cuts.second) * size, cuts.rounding)];
    for (at, line) in lines.iter().enumerate() {
        let line = usize::try_from(*line).unwrap();
        let mine = field.iter().find(|f| f.2 == own).unwrap();
        let ahead = field.iter().filter(|f| f.0 > mine.0).count();
        let level = field.iter().filter(|f| f.0 >= mine.0).count();
        let ahead_all = field.iter().filter(|f| (f.0, f.1) > (mine.0, mine.1)).count();
        let level_all = field.iter().filter(|f| (f.0, f.1) >= (mine.0, mine.1)).count();
        let above = match cuts.ties {
            "全取" => ahead < line,
            "全不取" => level <= line,
            _ => {
                if ahead_all < line && level_all > line {
                    return Some(None);
                }
                level_all <= line
            }
        };
        if above {
            return Some(Some(2 - u32::try_from(at).unwrap()));
        }
    }
    Some(Some(0))
}

#[test]
fn tiers_agree_with_sorting() {
    let mut met = 0;
    for seed in 0..150 {
        let mut chance = Chance::new(91_000 + seed);
        let first = 10 + i128::from(chance.below(40));
        let cuts = Cuts {
            first,
            second: 5 + i128::from(chance.below(45)),
            rounding: chance.of::<&str>(&["舍", "入", "四舍五入"]),
            ties: chance.of::<&str>(&["全取", "全不取", "依名次"]),
            missing: chance.of::<&str>(&["存疑", "存疑", "排除", "末位"]),
        };
        let rules = format!(
            "分档 单位.等（年度）：档\n  从 单位，分组 成绩.组\n  依 成绩.分，从高到低；成绩.次，从小到大\n  切 甲 → {}%「一」；乙 → {}%「二」；丙 → 其余\n  取整 {}，按累计\n  割线并列 {}\n  缺值 {}",
            cuts.first, cuts.second, cuts.rounding, cuts.ties, cuts.missing
        );
        let program = program(TABLES, &rules);
        for _ in 0..5 {
            let mut units: Vec<Unit> = (0..6)
                .map(|_| Unit {
                    score: Some(i128::from(chance.below(10))),
                    group: u32::from(chance.one_in(4)),
                    order: i128::from(chance.below(4)),
                    amount: 0,
                })
                .collect();
            for _ in 0..chance.below(3) {
                let at = usize::try_from(chance.below(6)).unwrap();
                units[at].score = None;
            }
            let all = if cuts.missing == "存疑" { fillings(&units) } else { vec![units.clone()] };
            let missing = if cuts.missing == "存疑" { units.iter().filter(|u| u.score.is_none()).count() } else { 0 };
            for (own, finding) in findings(&program, &facts(&units), "单位.等", 6).into_iter().enumerate() {
                let answers: BTreeSet<Option<Option<u32>>> = all.iter().map(|us| tier(us, own, cuts)).collect();
                let told = format!("seed {seed} {cuts:?} {own} {units:?}\n{finding:?}\n{answers:?}");
                let tiers: Vec<u32> = answers.iter().flatten().flatten().copied().collect();
                match (&finding.value, finding.status) {
                    (Some(Value::Enum(_, rank)), _) => assert_eq!(answers, BTreeSet::from([Some(Some(*rank))]), "{told}"),
                    (_, Status::NotApplicable) => assert_eq!(answers, BTreeSet::from([None]), "{told}"),
                    (_, Status::Conflict | Status::Error) => assert_eq!(answers, BTreeSet::from([Some(None)]), "{told}"),
                    _ => {
                        assert!(missing > 0, "nothing is missing: {told}");
                        let Some(between) = &finding.between else { panic!("{told}") };
                        let rank = |v: &Option<Value>| match v {
                            Some(Value::Enum(_, rank)) => *rank,
                            _ => panic!("{told}"),
                        };
                        let (least, greatest) = (rank(&between.least), rank(&between.greatest));
                        assert!(tiers.iter().all(|t| (least..=greatest).contains(t)), "{told}");
                        if !between.wide {
                            assert_eq!((Some(&least), Some(&greatest)), (tiers.iter().min(), tiers.iter().max()), "{told}");
                            met += 1;
                        }
                        assert!(missing != 1 || !between.wide, "one unknown is never wide: {told}");
                    }
                }
            }
        }
    }
    assert!(met > 50, "the generator must meet unknown tiers: {met}");
}

/// The parts in 分, by division; `None`: an error; a part `None`: a conflict.
fn parts(units: &[Unit], own_group: u32) -> Option<Vec<(usize, Option<i128>)>> {
    let members: Vec<(usize, &Unit)> = units.iter().enumerate().filter(|(_, u)| u.group == own_group).collect();
    let amount = members.first()?.1.amount;
    let weight = |u: &Unit| u.score.unwrap();
    let sum: i128 = members.iter().map(|(_, u)| weight(u)).sum();
    if sum == 0 {
        return (amount == 0).then(|| members.iter().map(|(at, _)| (*at, Some(0))).collect());
    }
    let floor = |u: &Unit| amount * weight(u) / sum;
    let rest = |u: &Unit| amount * weight(u) % sum;
    let left = amount - members.iter().map(|(_, u)| floor(u)).sum::<i128>();
    Some(
        members
            .iter()
            .map(|(at, u)| {
                let better = members.iter().filter(|(_, o)| (rest(o), -o.order) > (rest(u), -u.order)).count();
                let level = members.iter().filter(|(_, o)| (rest(o), -o.order) >= (rest(u), -u.order)).count();
                let (better, level) = (i128::try_from(better).unwrap(), i128::try_from(level).unwrap());
                let part = if level <= left {
                    Some(floor(u) + 1)
                } else if better >= left {
                    Some(floor(u))
                } else {
                    None
                };
                (*at, part)
            })
            .collect(),
    )
}

fn fen(value: &Value) -> i128 {
    match value {
        Value::Number(n) => n.to_integer().expect("whole 分"),
        _ => panic!("money"),
    }
}

#[test]
fn shares_add_up_and_agree_with_dividing() {
    let rules = "分配 单位.得（年度）\n  给 单位，分组 成绩.组\n  金额 成绩.额\n  按 成绩.分\n  精确到 分\n  尾差 最大余数，余数相同 依 成绩.次，从小到大";
    let program = program(TABLES, rules);
    let (mut met, mut summed, mut conflicts) = (0, 0, 0);
    for seed in 0..600 {
        let mut chance = Chance::new(13_000 + seed);
        let amounts = [i128::from(chance.below(12)), i128::from(chance.below(100_000))];
        let mut units: Vec<Unit> = (0..6)
            .map(|_| {
                let group = u32::from(chance.one_in(3));
                Unit {
                    score: Some(i128::from(chance.below(10))),
                    group,
                    order: i128::from(chance.below(5)),
                    amount: amounts[usize::try_from(group).unwrap()],
                }
            })
            .collect();
        for _ in 0..chance.below(3) {
            let at = usize::try_from(chance.below(6)).unwrap();
            units[at].score = None;
        }
        let missing = |group: u32| units.iter().filter(|u| u.group == group && u.score.is_none()).count();
        let all = fillings(&units);
        let found = findings(&program, &facts(&units), "单位.得", 6);
        for (own, finding) in found.iter().enumerate() {
            let group = units[own].group;
            let answers: BTreeSet<Option<Option<i128>>> =
                all.iter().map(|us| parts(us, group).map(|ps| ps.iter().find(|p| p.0 == own).unwrap().1)).collect();
            let told = format!("seed {seed} {own} {units:?}\n{finding:?}\n{answers:?}");
            let parts: Vec<i128> = answers.iter().flatten().flatten().copied().collect();
            match (&finding.value, finding.status) {
                (Some(value), _) => assert_eq!(answers, BTreeSet::from([Some(Some(fen(value)))]), "{told}"),
                (None, Status::Conflict) => {
                    assert_eq!(answers, BTreeSet::from([Some(None)]), "{told}");
                    conflicts += 1;
                }
                (None, Status::Error) => assert_eq!(answers, BTreeSet::from([None]), "{told}"),
                (None, _) => {
                    assert!(missing(group) > 0, "nothing is missing: {told}");
                    let between = finding.between.as_ref().expect("bounds");
                    let (least, greatest) = (fen(between.least.as_ref().unwrap()), fen(between.greatest.as_ref().unwrap()));
                    assert!(parts.iter().all(|p| (least..=greatest).contains(p)), "{told}");
                    if !between.wide {
                        assert_eq!((Some(&least), Some(&greatest)), (parts.iter().min(), parts.iter().max()), "{told}");
                        met += 1;
                    }
                    assert!(missing(group) != 1 || !between.wide, "one unknown is never wide: {told}");
                }
            }
        }
        for group in 0..2 {
            let members: Vec<&Finding> = found.iter().enumerate().filter(|(at, _)| units[*at].group == group).map(|(_, f)| f).collect();
            let values: Option<Vec<i128>> = members.iter().map(|f| f.value.as_ref().map(fen)).collect();
            if let Some(values) = values.filter(|v| !v.is_empty()) {
                assert_eq!(values.iter().sum::<i128>(), amounts[usize::try_from(group).unwrap()], "seed {seed} {units:?}");
                summed += 1;
            }
        }
    }
    assert!(met > 50 && summed > 200 && conflicts > 5, "the generator must meet them all: {met} {summed} {conflicts}");
}

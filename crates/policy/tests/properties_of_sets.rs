//! Rankings and lists against a plain model: every way of filling in missing scores lies in the bounds, and for one missing
//! score both ends are met. The model sorts; the interpreter counts.

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
```

```规则
事实 成绩（单位，年度），见下表
```

| 栏 | 类型 | 可认表头 |
|---|---|---|
| 分 | 整数，0 至 9，可缺 | |
| 组 | 组别 | |
| 否 | 布尔 | |
";

const NAMES: [&str; 6] = ["甲县", "乙县", "丙县", "丁县", "戊县", "己县"];

#[derive(Clone, Debug)]
struct Unit {
    score: Option<i128>,
    group: u32,
    vetoed: bool,
}

#[derive(Clone, Copy, Debug)]
struct Clauses {
    places: usize,
    cut: &'static str,
    missing: &'static str,
    veto: &'static str,
}

fn rules(clauses: Clauses) -> String {
    let Clauses { places, cut, missing, veto } = clauses;
    format!(
        "排名 单位.名（年度）\n  从 单位，分组 成绩.组\n  依 成绩.分，从高到低\n  并列 同名次\n  缺值 {missing}\n\n\
         名单 单位.上（年度）\n  从 单位，分组 成绩.组\n  依 成绩.分，从高到低\n  取 {places} 名「名额」\n  割线并列 {cut}\n  缺值 {missing}\n  否决 成绩.否，{veto}\n\n\
         定义 单位.位（年度）：整数，可不适用\n  即 名\n\n\
         名单 单位.前（年度）\n  从 单位，当 有值(位)，分组 成绩.组\n  依 位，从小到大\n  取 {places} 名「名额」\n  割线并列 {cut}\n  缺值 {missing}\n  否决 成绩.否，{veto}"
    )
}

fn facts(units: &[Unit]) -> Facts {
    let mut facts = Facts::new(entities(&NAMES[..units.len()]));
    let group = EnumId(u32::try_from(CLAUSE_ENUMS.len()).unwrap());
    for (at, unit) in units.iter().enumerate() {
        let values = vec![unit.score.map(number), Some(Value::Enum(group, unit.group)), Some(Value::Bool(unit.vetoed))];
        insert(&mut facts, 0, row(u32::try_from(at).unwrap(), 2016, values));
    }
    facts
}

fn findings(program: &Program, facts: &Facts, name: &str, count: usize) -> Vec<Finding> {
    let run = Interpreter::new(program, facts, Choice::default());
    let variable = program.variable_named(name).unwrap();
    (0..count).map(|e| run.finding(Instance::of(variable, Some(EntityIx(u32::try_from(e).unwrap())), Year(2016)))).collect()
}

/// The place, by sorting: `None` where it has none. All scores are known, or missing is 排除 or 末位.
fn place(units: &[Unit], own: usize, clauses: Clauses) -> Option<i128> {
    let me = &units[own];
    if clauses.missing == "排除" && me.score.is_none() {
        return None;
    }
    let mut scores: Vec<Option<i128>> =
        units.iter().filter(|u| u.group == me.group && (clauses.missing != "排除" || u.score.is_some())).map(|u| u.score).collect();
    scores.sort_by(|a, b| b.cmp(a));
    Some(i128::try_from(scores.iter().position(|s| *s == me.score).unwrap()).unwrap() + 1)
}

/// On the list, by sorting and cutting.
fn listed(units: &[Unit], own: usize, clauses: Clauses) -> bool {
    let me = &units[own];
    let mut field: Vec<(Option<i128>, usize)> = units
        .iter()
        .enumerate()
        .filter(|(_, u)| u.group == me.group && (clauses.missing != "排除" || u.score.is_some()) && (clauses.veto == "不递补" || !u.vetoed))
        .map(|(at, u)| (u.score, at))
        .collect();
    field.sort_by_key(|one| std::cmp::Reverse(one.0));
    let Some(last) = field.get(clauses.places - 1).map(|f| f.0) else {
        return !me.vetoed && field.iter().any(|f| f.1 == own);
    };
    let at_line: Vec<usize> = field.iter().filter(|f| f.0 == last).map(|f| f.1).collect();
    let above: Vec<usize> = field.iter().filter(|f| f.0 > last).map(|f| f.1).collect();
    let in_line = clauses.cut == "全取" || above.len() + at_line.len() <= clauses.places;
    !me.vetoed && (above.contains(&own) || (in_line && at_line.contains(&own)))
}

fn fillings(units: &[Unit], clauses: Clauses) -> Vec<Vec<Unit>> {
    let mut all = vec![units.to_vec()];
    if clauses.missing != "存疑" {
        return all;
    }
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

#[test]
fn places_and_lists_agree_with_sorting() {
    let mut met = 0;
    for seed in 0..200 {
        let mut chance = Chance::new(77_000 + seed);
        let clauses = Clauses {
            places: usize::try_from(1 + chance.below(4)).unwrap(),
            cut: chance.of::<&str>(&["全取", "全不取"]),
            missing: chance.of::<&str>(&["存疑", "存疑", "排除", "末位"]),
            veto: chance.of::<&str>(&["递补", "不递补"]),
        };
        let program = program(TABLES, &rules(clauses));
        for _ in 0..5 {
            let missing = chance.below(3);
            let mut units: Vec<Unit> = (0..6)
                .map(|_| Unit { score: Some(i128::from(chance.below(10))), group: u32::from(chance.one_in(4)), vetoed: chance.one_in(5) })
                .collect();
            for _ in 0..missing {
                let at = usize::try_from(chance.below(6)).unwrap();
                units[at].score = None;
            }
            let facts = facts(&units);
            let all = fillings(&units, clauses);
            let unknowns = if clauses.missing == "存疑" { units.iter().filter(|u| u.score.is_none()).count() } else { 0 };
            for (own, finding) in findings(&program, &facts, "单位.名", 6).into_iter().enumerate() {
                let places: BTreeSet<Option<i128>> = all.iter().map(|us| place(us, own, clauses)).collect();
                let told = format!("seed {seed} {clauses:?} {own} {units:?}\n{finding:?}\n{places:?}");
                if places == BTreeSet::from([None]) {
                    assert_eq!(finding.status, Status::NotApplicable, "{told}");
                } else if places.len() == 1 {
                    assert_eq!(finding.value, places.first().unwrap().map(number), "{told}");
                } else {
                    let between = finding.between.clone().expect("bounds");
                    let (least, greatest) = (places.first().unwrap().map(number), places.last().unwrap().map(number));
                    assert!(between.least <= least && greatest <= between.greatest, "{told}");
                    if !between.wide {
                        assert_eq!((between.least, between.greatest), (least, greatest), "{told}");
                        met += 1;
                    }
                    assert!(unknowns != 1 || !between_wide(&finding), "{told}");
                }
            }
            // By the score itself, and by the place it gives: the same list.
            let by_score = findings(&program, &facts, "单位.上", 6).into_iter().enumerate();
            for (own, finding) in by_score.chain(findings(&program, &facts, "单位.前", 6).into_iter().enumerate()) {
                let answers: BTreeSet<bool> = all.iter().map(|us| listed(us, own, clauses)).collect();
                let told = format!("seed {seed} {clauses:?} {own} {units:?}\n{finding:?}\n{answers:?}");
                match finding.value {
                    Some(Value::Bool(answer)) => assert_eq!(answers, BTreeSet::from([answer]), "{told}"),
                    _ if unknowns == 1 => assert_eq!(answers.len(), 2, "one unknown, but the answer is the same: {told}"),
                    _ => assert_eq!(finding.status, Status::Unknown, "{told}"),
                }
            }
        }
    }
    assert!(met > 50, "the generator must meet unknown places: {met}");
}

fn between_wide(finding: &Finding) -> bool {
    finding.between.as_ref().is_some_and(|b| b.wide)
}

#[test]
fn adding_a_worse_unit_moves_no_place() {
    let clauses = Clauses { places: 3, cut: "全取", missing: "存疑", veto: "递补" };
    let program = program(TABLES, &rules(clauses));
    for seed in 0..60 {
        let mut chance = Chance::new(5_000 + seed);
        let mut units: Vec<Unit> = (0..5).map(|_| Unit { score: Some(1 + i128::from(chance.below(9))), group: 0, vetoed: false }).collect();
        let before: Vec<_> = findings(&program, &facts(&units), "单位.名", 5).into_iter().map(|f| f.value).collect();
        let shifted: Vec<Unit> = units.iter().map(|u| Unit { score: u.score.map(|s| s - 1), ..u.clone() }).collect();
        let after_shift: Vec<_> = findings(&program, &facts(&shifted), "单位.名", 5).into_iter().map(|f| f.value).collect();
        assert_eq!(before, after_shift, "shifting all scores moves no place");
        units.push(Unit { score: Some(0), group: 0, vetoed: false });
        let after: Vec<_> = findings(&program, &facts(&units), "单位.名", 5).into_iter().map(|f| f.value).collect();
        assert_eq!(before, after);
    }
}

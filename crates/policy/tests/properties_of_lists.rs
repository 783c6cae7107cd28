//! Lists whose quota counts units, against walking down a sorted list; and lists with every clause open, against the same list with
//! each option settled: the open one is exactly all that the settled ones give.

use std::collections::{BTreeMap, BTreeSet};

use quanheng_facts::entity::{Dated, Entities, Entity};
use quanheng_facts::fact::Facts;
use quanheng_facts::value::{EntityIx, KindId, Value, Year};
use quanheng_policy::finding::{Finding, Instance, Status};
use quanheng_policy::interpret::{Choice, Interpreter};
use quanheng_policy::ir::{OpenId, Program};

use crate::world::{Chance, insert, number, program, row};

const TABLES: &str = "```规则
实体 单位
实体 市：单位
实体 县区：单位，上级 市
```

```规则
事实 成绩（县区，年度），见下表
```

| 栏 | 类型 | 可认表头 |
|---|---|---|
| 分 | 整数，0 至 9，可缺 | |
| 否 | 布尔 | |
| 直 | 布尔 | |
";

/// How many counties there are, after three cities.
const COUNTIES: usize = 6;
const CITIES: usize = 3;

#[derive(Clone, Debug)]
struct County {
    city: usize,
    score: Option<i128>,
    barred: bool,
    direct: bool,
}

fn facts(counties: &[County]) -> Facts {
    let dated = |value: &str| vec![Dated { from: None, to: None, value: value.to_owned() }];
    let id = |at: usize| format!("X:{at:03}");
    let entity = |at: usize, kind: u32| Entity {
        id: id(at),
        kind: KindId(kind),
        names: dated(&format!("单位{at}")),
        codes: Vec::new(),
        superior: None,
        exists: Dated { from: None, to: None, value: () },
    };
    let mut list: Vec<Entity> = (0..CITIES).map(|at| entity(at, 1)).collect();
    list.extend((0..counties.len()).map(|at| entity(CITIES + at, 2)));
    let superiors: BTreeMap<String, String> = counties.iter().enumerate().map(|(at, c)| (id(CITIES + at), id(c.city))).collect();
    let mut facts = Facts::new(Entities::new(list, &superiors));
    for (at, county) in counties.iter().enumerate() {
        let values = vec![county.score.map(number), Some(Value::Bool(county.barred)), Some(Value::Bool(county.direct))];
        insert(&mut facts, 0, row(u32::try_from(CITIES + at).unwrap(), 2016, values));
    }
    facts
}

fn findings(program: &Program, facts: &Facts, choice: &Choice) -> Vec<Finding> {
    let run = Interpreter::new(program, facts, choice.clone());
    let variable = program.variable_named("县区.上").unwrap();
    let who = |at: usize| Some(EntityIx(u32::try_from(CITIES + at).unwrap()));
    (0..COUNTIES).map(|at| run.finding(Instance::of(variable, who(at), Year(2016)))).collect()
}

fn fillings(counties: &[County]) -> Vec<Vec<County>> {
    let mut all = vec![counties.to_vec()];
    for at in 0..counties.len() {
        if counties[at].score.is_none() {
            all = all
                .iter()
                .flat_map(|cs| {
                    (0..=9).map(|score| {
                        let mut filled = cs.clone();
                        filled[at].score = Some(score);
                        filled
                    })
                })
                .collect();
        }
    }
    all
}

/// Who is on the list: down the sorted list, all with one score together, until the cities are used up. Of those with one score, one
/// is in whose city is there already, or for whose city there is a place left beside those before (全取), or beside those with it too
/// (全不取).
fn walked(counties: &[County], places: usize, all_in: bool) -> BTreeSet<usize> {
    let mut scores: Vec<i128> = counties.iter().map(|c| c.score.unwrap()).collect();
    scores.sort_unstable_by(|a, b| b.cmp(a));
    scores.dedup();
    let mut named = BTreeSet::new();
    let mut cities: BTreeSet<usize> = BTreeSet::new();
    for score in scores {
        let here: Vec<usize> = (0..counties.len()).filter(|at| counties[*at].score == Some(score)).collect();
        let with_these: BTreeSet<usize> = cities.iter().copied().chain(here.iter().map(|at| counties[*at].city)).collect();
        for at in here {
            let others = |seen: &BTreeSet<usize>| seen.iter().filter(|c| **c != counties[at].city).count();
            if others(if all_in { &cities } else { &with_these }) < places {
                named.insert(at);
            }
        }
        cities = with_these;
    }
    named
}

#[test]
fn units_are_counted_as_by_walking_down() {
    let mut unknown = 0;
    for seed in 0..150 {
        let mut chance = Chance::new(31_000 + seed);
        let (places, all_in) = (usize::try_from(1 + chance.below(3)).unwrap(), chance.one_in(2));
        let rules = format!(
            "名单 县区.上（年度）\n  从 县区\n  依 成绩.分，从高到低\n  取 {places} 名「名额」，计数 单位\n  割线并列 {}\n  缺值 存疑",
            if all_in { "全取" } else { "全不取" }
        );
        let program = program(TABLES, &rules);
        for _ in 0..6 {
            let mut counties: Vec<County> = (0..COUNTIES)
                .map(|_| County {
                    city: usize::try_from(chance.below(3)).unwrap(),
                    score: Some(i128::from(chance.below(10))),
                    barred: false,
                    direct: false,
                })
                .collect();
            for _ in 0..chance.below(3) {
                counties[usize::try_from(chance.below(6)).unwrap()].score = None;
            }
            let missing = counties.iter().filter(|c| c.score.is_none()).count();
            let lists: Vec<BTreeSet<usize>> = fillings(&counties).iter().map(|cs| walked(cs, places, all_in)).collect();
            for (own, finding) in findings(&program, &facts(&counties), &Choice::default()).into_iter().enumerate() {
                let answers: BTreeSet<bool> = lists.iter().map(|l| l.contains(&own)).collect();
                let told = format!("seed {seed} {places} {all_in} {own} {counties:?}\n{finding:?}\n{answers:?}");
                match finding.value {
                    Some(Value::Bool(answer)) => assert_eq!(answers, BTreeSet::from([answer]), "{told}"),
                    _ => {
                        unknown += 1;
                        assert_eq!(finding.status, Status::Unknown, "{told}");
                        assert!(missing != 1 || answers.len() == 2, "one unknown, but the answer is the same: {told}");
                    }
                }
            }
        }
    }
    assert!(unknown > 100, "the generator must meet unknown answers: {unknown}");
}

const OPENS: [(&str, u32); 6] = [("取整方式", 3), ("基数方式", 2), ("计数方式", 2), ("割线方式", 2), ("缺值方式", 3), ("递补方式", 2)];

#[test]
fn open_clauses_give_exactly_what_their_options_give() {
    let mut open = String::new();
    for (at, (name, count)) in OPENS.iter().enumerate() {
        let options = match *count {
            2 if *name == "割线方式" => " 可选 全取、全不取",
            _ => "",
        };
        open.push_str(&format!("待定「开{at}」：{name}{options}\n"));
    }
    let rules = format!(
        "{open}\n名单 县区.上（年度）\n  从 县区\n  依 成绩.分，从高到低\n  取 45%「比例」，取整 开0，基数 开1，计数 开2\n  割线并列 开3\n  缺值 开4\n  否决 成绩.否，开5"
    );
    let program = program(TABLES, &rules);
    let (mut unknown, mut sure) = (0, 0);
    for seed in 0..25 {
        let mut chance = Chance::new(47_000 + seed);
        let counties: Vec<County> = (0..COUNTIES)
            .map(|_| County {
                city: usize::try_from(chance.below(3)).unwrap(),
                score: if chance.one_in(8) { None } else { Some(i128::from(chance.below(6))) },
                barred: chance.one_in(5),
                direct: false,
            })
            .collect();
        let facts = facts(&counties);
        let mut settled: Vec<BTreeSet<Option<bool>>> = vec![BTreeSet::new(); COUNTIES];
        for number in 0..144_u32 {
            let mut rest = number;
            let mut choice = Choice::default();
            for (at, (name, count)) in OPENS.iter().enumerate() {
                let id = program.opens.iter().position(|o| o.name == format!("开{at}")).unwrap();
                let of = quanheng_policy::ir::CLAUSE_ENUMS.iter().position(|(n, _)| n == name).unwrap();
                let value = Value::Enum(quanheng_facts::value::EnumId(u32::try_from(of).unwrap()), rest % count);
                choice.opens.insert(OpenId(u32::try_from(id).unwrap()), value);
                rest /= count;
            }
            for (own, finding) in findings(&program, &facts, &choice).into_iter().enumerate() {
                let answer = if let Some(Value::Bool(b)) = finding.value { Some(b) } else { None };
                settled[own].insert(answer);
            }
        }
        for (own, finding) in findings(&program, &facts, &Choice::default()).into_iter().enumerate() {
            let told = format!("seed {seed} {own} {counties:?}\n{finding:?}\n{:?}", settled[own]);
            match finding.value {
                Some(Value::Bool(answer)) => {
                    sure += 1;
                    assert_eq!(settled[own], BTreeSet::from([Some(answer)]), "{told}");
                }
                _ => {
                    unknown += 1;
                    assert_eq!(finding.status, Status::Unknown, "{told}");
                    assert!(settled[own].len() > 1 || settled[own].contains(&None), "every option says the same: {told}");
                }
            }
        }
    }
    assert!(unknown > 30 && sure > 30, "{unknown} {sure}");
}

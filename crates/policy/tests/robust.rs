//! Composite rankings under other weights, against the interpreter run with those weights: every place, every list, every tier, in
//! random worlds with figures that are missing or 不适用, groups that are not known, vetoes, direct admissions, open clauses.

use std::collections::BTreeMap;

use quanheng_facts::entity::{Dated, Entities, Entity};
use quanheng_facts::exact::Exact;
use quanheng_facts::fact::Facts;
use quanheng_facts::value::{KindId, Value, Year};
use quanheng_policy::interpret::composite::{Composite, NotVaried};
use quanheng_policy::interpret::{Choice, Interpreter};
use quanheng_policy::ir::{Args, Program};
use quanheng_policy::robust::field::{Given, Verdict};
use quanheng_policy::robust::tally::Ready;
use quanheng_policy::robust::weights::{Drawing, Spread, Weights};

use crate::world::{Chance, insert, number, program, row};

const TABLES: &str = "```规则
实体 单位
实体 市：单位
实体 县区：单位，上级 市
枚举 等次（由高到低）：优秀、良好、一般
```

```规则
事实 成绩（县区，年度），见下表
```

| 栏 | 类型 | 可认表头 |
|---|---|---|
| 甲分 | 整数，0 至 5，可缺 | |
| 丁分 | 整数，0 至 2，可缺 | |
| 组 | 整数，0 至 1，可缺 | |
| 否 | 布尔，可缺 | |
| 直 | 布尔，可缺 | |

```规则
事实 另评（县区，年度），见下表
```

| 栏 | 类型 | 可认表头 |
|---|---|---|
| 乙分 | 整数，0 至 5，可空 | |
| 丙分 | 整数，0 至 5，可空 | |
";

const COUNTIES: usize = 8;
const CITIES: usize = 3;

fn entities(chance: &mut Chance) -> Entities {
    let id = |at: usize| format!("X:{at:03}");
    let entity = |at: usize, kind: u32| Entity {
        id: id(at),
        kind: KindId(kind),
        names: vec![Dated { from: None, to: None, value: format!("单位{at}") }],
        codes: Vec::new(),
        superior: None,
        exists: Dated { from: None, to: None, value: () },
    };
    let mut list: Vec<Entity> = (0..CITIES).map(|at| entity(at, 1)).collect();
    list.extend((0..COUNTIES).map(|at| entity(CITIES + at, 2)));
    let superiors: BTreeMap<String, String> =
        (0..COUNTIES).map(|at| (id(CITIES + at), id(usize::try_from(chance.below(CITIES as u64)).unwrap()))).collect();
    Entities::new(list, &superiors)
}

/// One world in four has nothing missing.
fn facts(chance: &mut Chance) -> Facts {
    let mut facts = Facts::new(entities(chance));
    let whole = chance.one_in(4);
    for at in 0..COUNTIES {
        let entity = u32::try_from(CITIES + at).unwrap();
        let mut held = |below: u64, missing: u64| (whole || !chance.one_in(missing)).then(|| number(i128::from(chance.below(below))));
        let (first, further, group) = (held(6, 12), held(3, 12), held(2, 25));
        let mut held = |one_in: u64| (whole || !chance.one_in(20)).then(|| Value::Bool(chance.one_in(one_in)));
        let (barred, direct) = (held(6), held(6));
        insert(&mut facts, 0, row(entity, 2016, vec![first, further, group, barred, direct]));
        // A blank cell is 不适用; no row: not known.
        if whole || !chance.one_in(10) {
            let mut cell = || (!chance.one_in(5)).then(|| number(i128::from(chance.below(6))));
            let row = row(entity, 2016, vec![cell(), cell()]);
            insert(&mut facts, 1, row);
        }
    }
    facts
}

const WEIGHTS: [&str; 3] = ["甲权", "乙权", "丙权"];

fn rules(chance: &mut Chance) -> String {
    let missing =
        chance.of::<&str>(&["，不适用则 权重分摊", "，组 成绩.组，不适用则 记组平均", "，不适用则 分组另评", "，不适用则 缺项", ""]);
    let way = chance.of::<&str>(&["极差", "极差", "名次"]);
    let figure = |column: &str| format!("归一({column}，{way})");
    let (group, keys) = (chance.of::<&str>(&["", "，分组 成绩.组"]), chance.of::<&str>(&["", "；成绩.丁分，从高到低", "；位丁，从小到大"]));
    let (cut, treat) = (chance.of::<&str>(&["全取", "全不取", "依名次", "割线"]), chance.of::<&str>(&["存疑", "排除", "末位", "缺键"]));
    let veto = chance.of::<&str>(&["", "\n  否决 成绩.否，递补", "\n  否决 成绩.否，不递补", "\n  否决 成绩.否，补否"]);
    let admit = chance.of::<&str>(&["", "\n  直接入选 成绩.直，占名额", "\n  直接入选 成绩.直，不占名额"]);
    let (list_group, list_treat) = (chance.of::<&str>(&["", "，分组 成绩.组"]), chance.of::<&str>(&["存疑", "排除", "末位"]));
    let base = if veto.is_empty() { "全部参评" } else { chance.of::<&str>(&["全部参评", "除去否决的参评"]) };
    let take = match chance.below(3) {
        0 => "取 3 名「名额」".to_owned(),
        1 => format!("取 45%「比例」，取整 舍，基数 {base}"),
        _ if admit.is_empty() => "取 2 名「名额」，计数 单位".to_owned(),
        _ => "取 2 名「名额」".to_owned(),
    };
    let exception = chance.of::<&str>(&["", "\n\n例外「另定」于 上\n  当 成绩.丁分 = 2\n  则 否"]);
    format!(
        "待定「甲权」：比例\n待定「乙权」：比例\n待定「丙权」：比例\n待定「缺项」：缺项方式\n待定「割线」：割线方式\n待定「缺键」：缺值方式\n待定「补否」：递补方式\n\n\
         定义 县区.合（年度）：比例，可不适用\n  即 加权({} 权 甲权，{} 权 乙权，{} 权 丙权{missing})\n\n\
         定义 县区.分（年度）：比例，可不适用 即 合\n\n\
         排名 县区.位丁（年度）\n  从 县区\n  依 成绩.丁分，从高到低\n  并列 同名次\n  缺值 存疑\n\n\
         排名 县区.位（年度）\n  从 县区，当 有值(分){group}\n  依 分，从高到低{keys}\n  并列 同名次\n  缺值 {treat}\n\n\
         名单 县区.上（年度）\n  从 县区，当 有值(分){group}\n  依 分，从高到低{keys}\n  {take}\n  割线并列 {cut}\n  缺值 {treat}{veto}{admit}{exception}\n\n\
         名单 县区.前（年度）\n  从 县区，当 有值(位){list_group}\n  依 位，从小到大\n  取 3 名「名额三」\n  割线并列 {cut}\n  缺值 {list_treat}\n\n\
         分档 县区.档（年度）：等次\n  从 县区，当 有值(合){group}\n  依 合，从高到低{keys}\n  切 优秀 → 30%「优」；良好 → 30%「良」；一般 → 其余\n  取整 舍，按累计\n  割线并列 {cut}\n  缺值 {treat}",
        figure("成绩.甲分"),
        figure("另评.乙分"),
        figure("另评.丙分"),
    )
}

fn choice(program: &Program, weights: &[Exact]) -> Choice {
    let mut choice = Choice::default();
    for (name, weight) in WEIGHTS.iter().zip(weights) {
        choice.opens.insert(program.open_named(name).unwrap(), Value::Number(*weight));
    }
    choice
}

fn composite(program: &Program, facts: &Facts, choice: Choice, name: &str) -> Result<Composite, NotVaried> {
    let run = Interpreter::new(program, facts, choice);
    run.composite(program.variable_named(name).unwrap(), Year(2016), Args::default())
}

/// A draw tells a place of lists and tiers as well, which a run does not.
fn as_a_run_tells(given: &[Given]) -> Vec<Given> {
    let told = |g: &Given| Given { places: if g.verdict == Verdict::Placed { g.places } else { None }, ..*g };
    given.iter().map(told).collect()
}

#[test]
fn a_draw_is_what_the_interpreter_gives_under_its_weights() {
    let percent = |n: i128| Exact::fraction(n, 100).unwrap();
    let written = [percent(40), percent(35), percent(25)];
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    for seed in 0..60 {
        let mut chance = Chance::new(91_000 + seed);
        let rules = rules(&mut chance);
        let program = program(TABLES, &rules);
        for _ in 0..3 {
            let facts = facts(&mut chance);
            for name in ["县区.位", "县区.上", "县区.前", "县区.档"] {
                let told = || format!("seed {seed} {name}\n{rules}\n{facts:?}");
                let as_written = match composite(&program, &facts, choice(&program, &written), name) {
                    Ok(composite) => composite,
                    // Everybody's place is in fault, or nobody takes part.
                    Err(NotVaried::Nobody) => continue,
                    Err(other) => panic!("{other:?}\n{}", told()),
                };
                let exact = Weights::written(&written).unwrap();
                let ready = Ready::new(&as_written.field, Some(&exact)).unwrap();
                assert_eq!(as_a_run_tells(&ready.given(&exact).unwrap()), as_written.as_run, "as written: {}", told());
                let known: Vec<Option<Exact>> = written.iter().copied().map(Some).collect();
                for (spread, seed) in [(Spread::Any, 3), (Spread::Within(percent(50)), 4)] {
                    let weights = Drawing::new(&known, spread, seed).unwrap().draw(chance.below(1_000));
                    let other = composite(&program, &facts, choice(&program, &weights.shares()), name).unwrap();
                    assert_eq!(other.members, as_written.members, "{}", told());
                    let drawn = ready.given(&weights).unwrap();
                    assert_eq!(as_a_run_tells(&drawn), other.as_run, "{weights:?} {}", told());
                    for given in &drawn {
                        *met.entry(format!("{name} {:?}", given.verdict)).or_default() += 1;
                        *met.entry(format!("{name} doubt {}", given.doubt)).or_default() += 1;
                    }
                }
            }
        }
    }
    for verdict in [
        "县区.上 In",
        "县区.上 Out",
        "县区.上 Open",
        "县区.上 Fault",
        "县区.前 In",
        "县区.前 Out",
        "县区.前 Open",
        "县区.位 Placed",
        "县区.位 Fault",
        "县区.档 Tier(0, 0)",
        "县区.档 Tier(0, 1)",
    ] {
        assert!(met.get(verdict).is_some_and(|n| *n > 5), "{verdict} {met:?}");
    }
}

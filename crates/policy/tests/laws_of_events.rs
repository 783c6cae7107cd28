//! A tolerated event gives what comes out where it never happened: counted over a year and over twelve months, graded by a
//! 判定表, summed, with figures and days that are not known.

use std::fmt::Write as _;

use quanheng_facts::value::Year;
use quanheng_policy::finding::{Cause, Finding, Instance, Status};
use quanheng_policy::interpret::{Choice, Interpreter};
use quanheng_policy::ir::Program;

use crate::world::{Chance, program, read_facts};

const TABLES: &str = "```规则
实体 单位
实体 县区：单位
枚举 级别（由高到低）：特别重大、重大、较大、一般
结论类 应当核实
登记 事项 包括 事故
```

```规则
事件 事故（县区），见下表
  完整 由 省安监局 按 年度 确认
```

| 栏 | 类型 |
|---|---|
| 发生日 | 日期 |
| 死亡、重伤 | 整数「人」，0 至 40，可缺 |
| 直接损失 | 金额，可缺 |

```规则
事件 容错认定（对象：县区），见下表
  完整 由 省委组织部 按 年度 确认
```

| 栏 | 类型 |
|---|---|
| 认定日 | 日期 |
| 事项 | 事项 |
";

const GRADES: &str = "判定表 事故.级别：级别，取 任一达到的最高级，见下表
```

| 级别 | 死亡 | 重伤 | 直接损失 |
|---|---|---|---|
| 特别重大 | ≥ 30 | ≥ 39 | ≥ 9000万元 |
| 重大 | ≥ 10 | ≥ 20 | ≥ 5000万元 |
| 较大 | ≥ 3 | ≥ 10 | ≥ 1000万元 |
| 一般 | 其余 | 其余 | 其余 |

```规则
定义 事项.已容错（对象：单位，结论类）：布尔
  即 存在(容错认定，当 事项 = 本事项 且 容错认定.对象 = 对象)

结论「核实」：应当核实
  就 县区（年度）
  当 ";

const CONDITIONS: [&str; 6] = [
    "计数(事故，当 级别 ≥ 重大) ≥ 2",
    "存在(事故，当 级别 = 特别重大)",
    "计数(事故，当 级别 ≥ 较大，在 任意连续十二个月) ≥ 2",
    "合计(死亡 不适用则 0，在 事故) ≥ 30",
    "存在(事故，当 级别 ≥ 重大) 且 计数(事故) ≥ 3",
    "存在(事故，当 有值(死亡) 且 死亡 ≥ 10) 或 计数(事故，当 有值(直接损失) 且 直接损失 ≥ 1000万元) ≥ 2",
];

/// An accident as a clerk writes it.
#[derive(Clone, Debug)]
struct Accident {
    number: String,
    cells: String,
    tolerated: bool,
}

fn accidents(chance: &mut Chance) -> Vec<Accident> {
    (0..chance.below(5))
        .map(|at| {
            let day = chance.of(&["2015-03-01", "2015-12-31", "2016-01-01", "2016-05-09", "2016-12-31", "2016-06", "2015-11"]).to_string();
            let deaths = *chance.of(&["0", "2", "3", "9", "10", "11", "29", "30", ""]);
            let injured = *chance.of(&["0", "9", "10", "20", "39", ""]);
            let loss = *chance.of(&["0", "999.99", "1000", "5000", "9000", ""]);
            Accident { number: format!("A{at}"), cells: format!("甲县,{day},{deaths},{injured},{loss}"), tolerated: chance.one_in(3) }
        })
        .collect()
}

/// With all that happened and what is tolerated; or with what is tolerated removed by hand.
fn concluded(program: &Program, all: &[Accident], tolerated: bool, by_hand: bool) -> Finding {
    let mut events = "编号,县区,发生日,死亡,重伤,直接损失（万元）\n".to_owned();
    let mut findings = "编号,对象,认定日,事项\n".to_owned();
    for accident in all.iter().filter(|a| !(by_hand && a.tolerated)) {
        writeln!(events, "{},{}", accident.number, accident.cells).unwrap();
        if tolerated && accident.tolerated {
            writeln!(findings, "R{},甲县,2016-12-31,{}", accident.number, accident.number).unwrap();
        }
    }
    let signed = "表,年度,确认机关,确认日期\n事故,2014,省安监局,2017-01-31\n事故,2015,省安监局,2017-01-31\n事故,2016,省安监局,2017-01-31\n\
                  容错认定,2016,省委组织部,2017-01-31\n容错认定,2015,省委组织部,2017-01-31\n容错认定,2014,省委组织部,2017-01-31\n\
                  容错认定,2017,省委组织部,2018-01-31\n";
    let register = "id,名称,种类\nX:jia,甲县,县区\n";
    let files = [("事故.csv", events.as_str()), ("容错认定.csv", findings.as_str()), ("完整确认.csv", signed)];
    let (facts, problems) = read_facts(program, register, &files, None);
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    let run = Interpreter::new(program, &facts, Choice::default());
    let county = facts.entities.with_id("X:jia").unwrap();
    run.finding(Instance::of(program.variable_named("结论.核实").unwrap(), Some(county), Year(2016)))
}

#[test]
fn a_tolerated_event_is_as_if_it_had_not_happened() {
    let (mut relieved, mut unknown) = (0, 0);
    for condition in CONDITIONS {
        let program = program(TABLES, &format!("{GRADES}{condition}\n  不计 已容错 的 事故"));
        for seed in 0..60 {
            let all = accidents(&mut Chance::new(seed));
            let whole = concluded(&program, &all, false, false);
            let (left_out, removed) = (concluded(&program, &all, true, false), concluded(&program, &all, false, true));
            let told = format!("{condition}\n{all:#?}\n{left_out:?}\n{removed:?}");
            relieved += usize::from(whole.value != left_out.value);
            unknown += usize::from(left_out.status == Status::Unknown);
            assert_eq!((left_out.status, &left_out.value), (removed.status, &removed.value), "{told}");
            assert_eq!(kinds(&left_out), kinds(&removed), "{told}");
        }
    }
    assert!(relieved > 30 && unknown > 10, "the cases must meet both: {relieved}, {unknown}");
}

/// Causes name cells by entity, and removing a row renumbers those after it: how many of each kind is what can be compared.
fn kinds(finding: &Finding) -> Vec<std::mem::Discriminant<Cause>> {
    finding.causes.iter().map(std::mem::discriminant).collect()
}

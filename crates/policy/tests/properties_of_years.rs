//! 连续, 近, 曾 and 往年 against a tiny model of their own: bounds contain, and for one unknown reach, what filling it in gives.

use std::collections::BTreeSet;

use quanheng_facts::fact::Facts;
use quanheng_facts::value::{EntityIx, Value, Year};
use quanheng_policy::finding::{Finding, Instance, Status};
use quanheng_policy::interpret::{Choice, Interpreter};
use quanheng_policy::ir::Program;

use crate::world::{Chance, entities, insert, number, program, row};

const TABLES: &str = "```规则
实体 单位
```

```规则
事实 输入（单位，年度），见下表
```

| 栏 | 类型 | 可认表头 |
|---|---|---|
| 甲 | 布尔，可缺 | |
| 评 | 布尔，可缺 | |
";

const YEAR: i16 = 2016;
const YEARS: usize = 6;

/// A year: 甲 (blank: not entered), and 评, whether it was assessed (always entered). 丙 is 甲 where assessed, else 不适用.
#[derive(Clone, Copy, Debug)]
struct Given {
    held: Option<bool>,
    assessed: bool,
}

fn facts(years: &[Given]) -> Facts {
    let mut facts = Facts::new(entities(&["甲县"]));
    for (back, given) in years.iter().enumerate() {
        let year = YEAR - i16::try_from(back).unwrap();
        let cells = vec![given.held.map(Value::Bool), Some(Value::Bool(given.assessed))];
        insert(&mut facts, 0, row(0, year, cells));
    }
    facts
}

fn finding(program: &Program, facts: &Facts, name: &str) -> Finding {
    let variable = program.variable_named(name).unwrap();
    let run = Interpreter::new(program, facts, Choice::default());
    run.finding(Instance::of(variable, Some(EntityIx(0)), Year(YEAR)))
}

fn completions(years: &[Given]) -> Vec<Vec<Given>> {
    let mut all = vec![years.to_vec()];
    for at in 0..years.len() {
        if years[at].held.is_none() {
            let fill = |all: &[Vec<Given>], held| {
                all.iter()
                    .cloned()
                    .map(|mut y| {
                        y[at].held = Some(held);
                        y
                    })
                    .collect::<Vec<_>>()
            };
            all = [fill(&all, false), fill(&all, true)].concat();
        }
    }
    all
}

/// The model: everything known. `None` for a year that was not assessed.
fn model(word: &str, n: usize, run: bool, years: &[Given]) -> Value {
    let mut values: Vec<Option<bool>> = years.iter().map(|y| y.assessed.then(|| y.held.unwrap())).collect();
    if word == "中断" {
        values.iter_mut().for_each(|v| *v = Some(*v == Some(true)));
    }
    let skipped_now = values[0].is_none();
    let counted: Vec<bool> = values.into_iter().flatten().take(n).collect();
    let held = counted.iter().filter(|v| **v).count();
    if run { Value::Bool(held == n && !skipped_now) } else { number(i128::try_from(held).unwrap()) }
}

#[test]
fn runs_and_counts_agree_with_the_model_and_bounds_are_reached() {
    let (mut unknown, mut known) = (0, 0);
    for seed in 0..120 {
        let mut chance = Chance::new(70_000 + seed);
        let n = 1 + usize::try_from(chance.below(3)).unwrap();
        let word = *chance.of(&["中断", "跳过"]);
        let run = chance.one_in(2);
        let (function, ty) = if run { ("连续", "布尔") } else { ("近", "整数") };
        let text = format!(
            "定义 单位.丙（年度）：布尔，可不适用\n  当 评\n  则 甲\n\n定义 单位.果（年度）：{ty}\n  即 {function}({n}，丙，未考核 {word})"
        );
        let program = program(TABLES, &text);
        for _ in 0..8 {
            // The oldest three are assessed: nothing is looked at beyond them.
            let mut years: Vec<Given> =
                (0..YEARS).map(|at| Given { held: Some(chance.one_in(2)), assessed: at >= 3 || !chance.one_in(3) }).collect();
            for _ in 0..chance.below(3) {
                let at = usize::try_from(chance.below(4)).unwrap();
                years[at].held = None;
            }
            let result = finding(&program, &facts(&years), "单位.果");
            let all = completions(&years);
            let values: BTreeSet<Value> = all.iter().map(|y| model(word, n, run, y)).collect();
            let told = format!("seed {seed}\n{text}\n{years:?}\n{result:?}\n{values:?}");
            for filled in &all {
                let value = finding(&program, &facts(filled), "单位.果").value;
                assert_eq!(value, Some(model(word, n, run, filled)), "{told}\n{filled:?}");
            }
            match result.status {
                Status::Holds => {
                    known += 1;
                    assert_eq!(values.iter().collect::<Vec<_>>(), [result.value.as_ref().unwrap()], "{told}");
                }
                Status::Unknown => {
                    unknown += 1;
                    let between = result.between.as_ref().unwrap();
                    assert_eq!((values.first(), values.last()), (between.least.as_ref(), between.greatest.as_ref()), "{told}");
                    assert!(!between.wide, "{told}");
                    assert!(!result.causes.is_empty(), "{told}");
                }
                _ => panic!("{told}"),
            }
        }
    }
    assert!(unknown > 150 && known > 150, "the generator must meet both: {unknown}, {known}");
}

#[test]
fn ever_and_years_before_agree_with_the_model() {
    let text = "定义 单位.曾有（年度）：布尔\n  即 曾(甲，自 2013年度)\n\n定义 单位.前（年度）：布尔\n  即 往年(3，甲)\n\n\
                定义 单位.首（年度）：布尔\n  即 首次(甲，自 2013年度)\n\n定义 单位.又（年度）：布尔\n  即 甲 且 非 上年(曾(甲，自 2013年度))";
    let program = program(TABLES, text);
    for seed in 0..300 {
        let mut chance = Chance::new(80_000 + seed);
        let mut years: Vec<Given> = (0..YEARS).map(|_| Given { held: Some(chance.one_in(4)), assessed: true }).collect();
        for _ in 0..chance.below(3) {
            let at = usize::try_from(chance.below(5)).unwrap();
            years[at].held = None;
        }
        let facts = facts(&years);
        let told = format!("seed {seed} {years:?}");
        let held = |y: &[Given]| y[..4].iter().any(|y| y.held == Some(true));
        let values: BTreeSet<bool> = completions(&years).iter().map(|y| held(y)).collect();
        let ever = finding(&program, &facts, "单位.曾有");
        let expected = (values.len() == 1).then(|| Value::Bool(values.contains(&true)));
        assert_eq!(ever.value, expected, "{told}");
        assert_eq!(finding(&program, &facts, "单位.前").value, years[3].held.map(Value::Bool), "{told}");
        // 首次 is: this year, and never before.
        assert_eq!(finding(&program, &facts, "单位.首").value, finding(&program, &facts, "单位.又").value, "{told}");
    }
}

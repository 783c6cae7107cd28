//! Long chains of rules and long histories end in a result or a fault, never in an exhausted stack.

use std::fmt::Write;

use quanheng_facts::fact::Facts;
use quanheng_facts::value::{EntityIx, Year};
use quanheng_policy::finding::{Finding, Instance};
use quanheng_policy::interpret::{Choice, Interpreter};

use crate::world::{entities, insert, number, program, row};

const TABLES: &str = "```规则
实体 单位
```

```规则
事实 输入（单位，年度），见下表
```

| 栏 | 类型 | 可认表头 |
|---|---|---|
| 甲 | 整数，可缺 | |
";

fn last(rules: &str, name: &str) -> Finding {
    let program = program(TABLES, rules);
    let mut facts = Facts::new(entities(&["甲县"]));
    insert(&mut facts, 0, row(0, 2016, vec![Some(number(1))]));
    let variable = program.variable_named(name).unwrap();
    Interpreter::new(&program, &facts, Choice::default()).finding(Instance::of(variable, Some(EntityIx(0)), Year(2016)))
}

#[test]
fn a_chain_of_a_thousand_definitions() {
    let mut rules = String::from("定义 单位.甲0（年度）：整数\n  即 输入.甲\n\n");
    for at in 1..1000 {
        writeln!(rules, "定义 单位.甲{at}（年度）：整数\n  即 甲{} + 1\n", at - 1).unwrap();
    }
    let finding = last(&rules, "单位.甲999");
    assert_eq!(finding.value, Some(number(1000)), "{finding:?}");
}

#[test]
fn a_rule_that_reads_a_thousand_years_of_its_own_past() {
    let finding = last(
        "定义 单位.积（年度）：整数，适用 1000年度 起
  即 （上年(积) 不适用则 0） + 1",
        "单位.积",
    );
    assert_eq!(finding.value, Some(number(1017)), "{finding:?}");
}

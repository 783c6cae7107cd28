//! Reasons of events: which measure met which cell of a 判定表, and what an official grade says.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may stop at the first surprise"
)]

mod world;

use expect_test::{Expect, expect};
use quanheng_facts::intake::{FactFile, Input, intake, read_entities};
use quanheng_facts::problem::Language;
use quanheng_facts::value::Year;
use quanheng_policy::finding::Instance;
use quanheng_policy::interpret::{Choice, Interpreter};
use world::program;

const TABLES: &str = "\
```规则
枚举 事件级别（由高到低）：特别重大、重大、较大、一般
实体 县区
事件 事故（县区），见下表
  完整 由 省安监局 按 年度 确认
```

| 栏 | 类型 |
|---|---|
| 发生日 | 日期 |
| 死亡、重伤 | 整数「人」，可缺 |
| 官方级别 | 事件级别，可缺 |";

const REGISTER: &str = "id,名称,种类\nX:jia,甲县,县区\n";

/// The reasons of a result of an event (by its number) or of a county, in a year, in both languages.
fn reasons(rules: &str, rows: &str, of: &str, name: &str, year: i16, expected: &Expect) {
    let program = program(TABLES, rules);
    let register = [("entities/县区.csv".to_owned(), quanheng_sheet::read("县区.csv", REGISTER.as_bytes()).unwrap())];
    let (entities, problems) = read_entities(&register, &program.schema);
    assert!(problems.is_empty());
    let signed = "表,年度,确认机关\n事故,2016,省安监局\n事故,2017,省安监局\n";
    let files: Vec<FactFile> = [("事故.csv", rows), ("完整确认.csv", signed)]
        .into_iter()
        .map(|(name, text)| {
            let workbook = quanheng_sheet::read(name, text.as_bytes()).unwrap();
            FactFile { name: name.to_owned(), workbook, ..FactFile::default() }
        })
        .collect();
    let (facts, problems) = intake(&Input { schema: &program.schema, entities, files: &files, unread_files: &[], known_on: None });
    assert!(problems.is_empty(), "{}", problems[0].render(Language::Chinese));
    let run = Interpreter::new(&program, &facts, Choice::default());
    let entity = facts.entities.iter().find(|(_, e)| e.names[0].value == of).unwrap().0;
    let instance = Instance::of(program.variable_named(name).unwrap(), Some(entity), Year(year));
    let node = run.explain(instance);
    expected.assert_eq(&format!("{}\n{}", node.render(Language::Chinese), node.render(Language::English)));
}

const GRADES: &str = "判定表 事故.级别：事件级别，取 任一达到的最高级，官方 官方级别，见下表
```

| 级别 | 死亡 | 重伤 |
|---|---|---|
| 特别重大 | ≥ 30 | ≥ 100 |
| 重大 | ≥ 10 | ≥ 50 |
| 较大 | ≥ 3 | ≥ 10 |
| 一般 | 其余 | 其余 |

```规则";

const HEADS: &str = "编号,县区,发生日,死亡,重伤,官方级别\n";

#[test]
fn a_measure_that_meets_its_limit_is_told_with_what_is_beyond() {
    reasons(
        GRADES,
        &format!("{HEADS}一号,甲县,2016-05-01,12,20,较大\n"),
        "一号",
        "事故.级别",
        2016,
        &expect![[r#"
        一号 级别 = 较大［办法 第一条］
        ├ 依「级别」的基本规定：判定表（事故.死亡、事故.重伤） = 判定表（12人、20人） = 较大
        │ ├ 官方：事故.官方级别 = 较大；按标准算：重大
        │ └ 达到「重大」：事故.死亡 12人 ≥ 10，超出 2人
        ├ 事故.死亡 = 12人（2016年度）［事故.csv｜D2］
        ├ 事故.重伤 = 20人（2016年度）［事故.csv｜E2］
        ├ 事故.官方级别 = 较大（2016年度）［事故.csv｜F2］
        └ 标记 与官方不同：官方定为较大，按标准算是重大

        级别 of 一号 = 较大 [办法 第一条]
        ├ by the base rule of 「级别」: 判定表（事故.死亡、事故.重伤） = 判定表（12人、20人） = 较大
        │ ├ official: 事故.官方级别 = 较大; by the criteria: 重大
        │ └ reaches 「重大」: 事故.死亡 12人 ≥ 10, 2人 beyond
        ├ 事故.死亡 = 12人 (2016) [事故.csv｜D2]
        ├ 事故.重伤 = 20人 (2016) [事故.csv｜E2]
        ├ 事故.官方级别 = 较大 (2016) [事故.csv｜F2]
        └ mark 与官方不同: officially 较大; by the criteria 重大
    "#]],
    );
}

#[test]
fn a_missing_measure_is_told_with_the_level_it_may_reach() {
    reasons(
        GRADES,
        &format!("{HEADS}一号,甲县,2016-05-01,12,,\n"),
        "一号",
        "事故.级别",
        2016,
        &expect![[r#"
        一号 级别：未知，重大…特别重大［办法 第一条］
        ├ 依「级别」的基本规定：判定表（事故.死亡、事故.重伤） = 判定表（12人、未知） = 重大…特别重大
        │ ├ 没有官方的级别（事故.官方级别），按标准算：重大…特别重大
        │ ├ 可能达到「特别重大」：事故.重伤 未知 ≥ 100
        │ └ 达到「重大」：事故.死亡 12人 ≥ 10，超出 2人
        ├ 事故.死亡 = 12人（2016年度）［事故.csv｜D2］
        ├ 事故.重伤 = 未知（2016年度）
        │ └ 一号：事故.重伤没有录入
        └ 事故.官方级别 = 一般…特别重大（2016年度）
          └ 一号：事故.官方级别没有录入

        级别 of 一号: unknown, 重大…特别重大 [办法 第一条]
        ├ by the base rule of 「级别」: 判定表（事故.死亡、事故.重伤） = 判定表（12人、未知） = 重大…特别重大
        │ ├ no official grade (事故.官方级别); by the criteria: 重大…特别重大
        │ ├ may reach 「特别重大」: 事故.重伤 unknown ≥ 100
        │ └ reaches 「重大」: 事故.死亡 12人 ≥ 10, 2人 beyond
        ├ 事故.死亡 = 12人 (2016) [事故.csv｜D2]
        ├ 事故.重伤 = unknown (2016)
        │ └ 一号: 事故.重伤 is not entered
        └ 事故.官方级别 = 一般…特别重大 (2016)
          └ 一号: 事故.官方级别 is not entered
    "#]],
    );
}

const WINDOW: &str = "定义 事故.计入：布尔 即 死亡 ≥ 3「计入死亡」
定义 县区.两起（年度）：布尔 即 计数(事故，当 计入，在 任意连续十二个月) ≥ 2「起数」";

#[test]
fn a_window_is_told_with_its_events() {
    let rows = format!("{HEADS}一号,甲县,2016-05-01,12,,\n二号,甲县,2017-04,3,,\n三号,甲县,2015-04-01,9,,\n");
    reasons(
        WINDOW,
        &rows,
        "甲县",
        "县区.两起",
        2017,
        &expect![[r#"
        甲县 2017年度 两起 = 是［办法 第一条］
        ├ 依「两起」的基本规定：计数(事故，当 计入，在 任意连续十二个月) ≥ 起数 = 2 ≥ 2 = 是
        │ └ 「起数」= 2［办法 第一条］
        └ 计数(事故，当 计入，在 任意连续十二个月) = 2（2017年度）
          ├ 计入：一号（2016-05-01）
          └ 计入：二号（2017-04-01…2017-04-30）

        两起 of 甲县, 2017 = yes [办法 第一条]
        ├ by the base rule of 「两起」: 计数(事故，当 计入，在 任意连续十二个月) ≥ 起数 = 2 ≥ 2 = yes
        │ └ 「起数」 = 2 [办法 第一条]
        └ 计数(事故，当 计入，在 任意连续十二个月) = 2 (2017)
          ├ counted: 一号 (2016-05-01)
          └ counted: 二号 (2017-04-01…2017-04-30)
    "#]],
    );
}

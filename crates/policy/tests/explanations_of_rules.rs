//! The reasons of definitions and their exceptions in words: which rule gave the value, what it read, what is still open.

use expect_test::{Expect, expect};
use quanheng_facts::problem::Language;
use quanheng_facts::value::Year;
use quanheng_policy::finding::Instance;
use quanheng_policy::interpret::{Choice, Interpreter};

use crate::world::{program, read_facts};

const TABLES: &str = "```规则
实体 县区
枚举 等次（由高到低）：优秀、良好、较差
```

```规则
事实 年报（县区，年度），见下表
```

| 栏 | 类型 |
|---|---|
| 甲、乙、丙 | 布尔，可缺 |
| 分 | 整数，0 至 9，可缺 |

```规则
事实 考评（县区，年度），见下表
  完整 由 省统计局 按 年度 确认
```

| 栏 | 类型 |
|---|---|
| 等次 | 等次，可缺 |
";

/// The reasons of a result of 甲县 in 2016, in both languages.
fn told(rules: &str, yearly: &str, reviews: &str, name: &str, expected: &Expect) {
    let program = program(TABLES, rules);
    let (yearly, reviews) = (format!("县区,年度,甲,乙,丙,分\n{yearly}"), format!("县区,年度,等次\n{reviews}"));
    let files = [
        ("年报.csv", yearly.as_str()),
        ("考评.csv", reviews.as_str()),
        ("完整确认.csv", "表,年度,确认机关\n考评,2015,省统计局\n考评,2016,省统计局\n"),
    ];
    let (facts, problems) = read_facts(&program, "id,名称,种类\nX:jia,甲县,县区\n", &files, None);
    assert_eq!(problems, Vec::<String>::new());
    let run = Interpreter::new(&program, &facts, Choice::default());
    let entity = facts.entities.iter().next().unwrap().0;
    let node = run.explain(Instance::of(program.variable_named(name).unwrap(), Some(entity), Year(2016)));
    expected.assert_eq(&format!("{}\n{}", node.render(Language::Chinese), node.render(Language::English)));
}

const PRIZE: &str = "定义 县区.奖（年度）：整数\n  即 0\n\n例外「一」于 奖\n  当 甲\n  则 1\n\n例外「二」于 一\n  当 乙\n  则 分";

/// An exception that is open is told at the rule that gives the value until then.
#[test]
fn an_exception_and_one_above_it() {
    told(
        PRIZE,
        "甲县,2016,是,否,,5\n",
        "",
        "县区.奖",
        &expect![[r#"
        甲县 2016年度 奖 = 1［办法 第一条］
        ├ 依「一」：1
        ├ 「奖」的基本规定也成立，让位于「一」
        ├ 「二」没有成立：年报.乙：不成立
        └ 年报.甲 = 是（2016年度）［年报.csv｜C2］

        奖 of 甲县, 2016 = 1 [办法 第一条]
        ├ by 「一」: 1
        ├ the base rule of 「奖」 holds too, overridden by 「一」
        ├ 「二」 does not hold: 年报.乙: does not hold
        └ 年报.甲 = yes (2016) [年报.csv｜C2]
    "#]],
    );
    told(
        PRIZE,
        "甲县,2016,是,是,,5\n",
        "",
        "县区.奖",
        &expect![[r#"
        甲县 2016年度 奖 = 5［办法 第一条］
        ├ 依「二」：年报.分 = 5
        ├ 「奖」的基本规定也成立，让位于「二」
        ├ 「一」也成立，让位于「二」
        ├ 年报.乙 = 是（2016年度）［年报.csv｜D2］
        └ 年报.分 = 5（2016年度）［年报.csv｜F2］

        奖 of 甲县, 2016 = 5 [办法 第一条]
        ├ by 「二」: 年报.分 = 5
        ├ the base rule of 「奖」 holds too, overridden by 「二」
        ├ 「一」 holds too, overridden by 「二」
        ├ 年报.乙 = yes (2016) [年报.csv｜D2]
        └ 年报.分 = 5 (2016) [年报.csv｜F2]
    "#]],
    );
    told(
        PRIZE,
        "甲县,2016,是,,,5\n",
        "",
        "县区.奖",
        &expect![[r#"
        甲县 2016年度 奖：未知，1…5［办法 第一条］
        ├ 依「一」：1（其他规则尚有未知，见下）
        ├ 「奖」的基本规定也成立，让位于「一」
        ├ 「二」尚不确定；若成立：年报.分 = 5
        │ └ 年报.乙：未知
        ├ 年报.甲 = 是（2016年度）［年报.csv｜C2］
        ├ 年报.乙 = 未知（2016年度）
        │ └ 甲县 2016年度：年报.乙没有录入
        └ 年报.分 = 5（2016年度）［年报.csv｜F2］

        奖 of 甲县, 2016: unknown, 1…5 [办法 第一条]
        ├ by 「一」: 1 (other rules are still open, see below)
        ├ the base rule of 「奖」 holds too, overridden by 「一」
        ├ 「二」 is not known to hold; if it held: 年报.分 = 5
        │ └ 年报.乙: unknown
        ├ 年报.甲 = yes (2016) [年报.csv｜C2]
        ├ 年报.乙 = unknown (2016)
        │ └ 甲县, 2016: 年报.乙 is not entered
        └ 年报.分 = 5 (2016) [年报.csv｜F2]
    "#]],
    );
    told(
        PRIZE,
        "甲县,2016,是,,,1\n",
        "",
        "县区.奖",
        &expect![[r#"
        甲县 2016年度 奖 = 1［办法 第一条］
        ├ 依「一」：1
        ├ 「奖」的基本规定也成立，让位于「一」
        ├ 「二」尚不确定；若成立：年报.分 = 1
        │ └ 年报.乙：未知
        └ 年报.甲 = 是（2016年度）［年报.csv｜C2］

        奖 of 甲县, 2016 = 1 [办法 第一条]
        ├ by 「一」: 1
        ├ the base rule of 「奖」 holds too, overridden by 「一」
        ├ 「二」 is not known to hold; if it held: 年报.分 = 1
        │ └ 年报.乙: unknown
        └ 年报.甲 = yes (2016) [年报.csv｜C2]
    "#]],
    );
    told(
        PRIZE,
        "甲县,2016,,,,\n",
        "",
        "县区.奖",
        &expect![[r#"
        甲县 2016年度 奖：未知，0…9［办法 第一条］
        ├ 依「奖」的基本规定：0（其他规则尚有未知，见下）
        ├ 「一」尚不确定；若成立：1
        │ └ 年报.甲：未知
        ├ 「二」尚不确定；若成立：年报.分 = 0…9
        │ └ 年报.乙：未知
        ├ 年报.甲 = 未知（2016年度）
        │ └ 甲县 2016年度：年报.甲没有录入
        ├ 年报.乙 = 未知（2016年度）
        │ └ 甲县 2016年度：年报.乙没有录入
        └ 年报.分 = 0…9（2016年度）
          └ 甲县 2016年度：年报.分没有录入

        奖 of 甲县, 2016: unknown, 0…9 [办法 第一条]
        ├ by the base rule of 「奖」: 0 (other rules are still open, see below)
        ├ 「一」 is not known to hold; if it held: 1
        │ └ 年报.甲: unknown
        ├ 「二」 is not known to hold; if it held: 年报.分 = 0…9
        │ └ 年报.乙: unknown
        ├ 年报.甲 = unknown (2016)
        │ └ 甲县, 2016: 年报.甲 is not entered
        ├ 年报.乙 = unknown (2016)
        │ └ 甲县, 2016: 年报.乙 is not entered
        └ 年报.分 = 0…9 (2016)
          └ 甲县, 2016: 年报.分 is not entered
    "#]],
    );
}

//! The reasons of definitions and their exceptions in words: which rule gave the value, what it read, what is still open.

use expect_test::{Expect, expect};
use quanheng_facts::problem::Language;
use quanheng_facts::value::{Value, Year};
use quanheng_policy::counterfactual::{Also, Wanted};
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

/// Beneath a condition that failed stands what it turned on.
#[test]
fn what_failed_and_what_it_turned_on() {
    let rules =
        "定义 县区.够（年度）：布尔\n  即 分 ≥ 5 且 丙\n\n定义 县区.达（年度）：布尔\n  当 甲 且 够 且 非 (乙 且 丙)\n  则 是\n  缺省 否";
    let program = program(TABLES, rules);
    let files = [("年报.csv", "县区,年度,甲,乙,丙,分\n甲县,2016,是,否,是,4\n")];
    let (facts, problems) = read_facts(&program, "id,名称,种类\nX:jia,甲县,县区\n", &files, None);
    assert_eq!(problems, Vec::<String>::new());
    let run = Interpreter::new(&program, &facts, Choice::default());
    let entity = facts.entities.iter().next().unwrap().0;
    let instance = Instance::of(program.variable_named("县区.达").unwrap(), Some(entity), Year(2016));
    let found = run.why_not(instance, &Wanted::Is(Value::Bool(true)), Also::default());
    expect![[r#"
        甲县 2016年度 达 = 否［办法 第一条］
        ├ 「达」的基本规定没有成立，要求：［办法 第一条］
        │ ├ 年报.甲：成立
        │ ├ 够：不成立
        │ │ └ 甲县 2016年度 够 = 年报.分 ≥ 5 且 年报.丙 = 4 ≥ 5 且 是 = 否［办法 第一条］
        │ │   └ 年报.分 = 4（2016年度）［年报.csv｜F2］
        │ └ 非 （年报.乙 且 年报.丙）：成立
        └ 没有规则确定成立，缺省为 否

        达 of 甲县, 2016 = no [办法 第一条]
        ├ the base rule of 「达」 does not hold; it asks for: [办法 第一条]
        │ ├ 年报.甲: holds
        │ ├ 够: does not hold
        │ │ └ 够 of 甲县, 2016 = 年报.分 ≥ 5 且 年报.丙 = 4 ≥ 5 且 是 = no [办法 第一条]
        │ │   └ 年报.分 = 4 (2016) [年报.csv｜F2]
        │ └ 非 （年报.乙 且 年报.丙）: holds
        └ no rule surely holds; the default is no
    "#]]
    .assert_eq(&format!("{}\n{}", found.reasons.render(Language::Chinese), found.reasons.render(Language::English)));
}

/// Absence is told with who signed that nothing is missing; 首次 by what each year says, or by this year alone where it does not hold.
#[test]
fn what_is_not_there_and_what_came_first() {
    let absent = "定义 县区.没考（年度）：布尔\n  即 无记录(考评)";
    told(
        absent,
        "甲县,2016,是,,,\n",
        "甲县,2015,优秀\n",
        "县区.没考",
        &expect![[r#"
        甲县 2016年度 没考 = 是［办法 第一条］
        ├ 依「没考」的基本规定：无记录(考评) = 是
        └ 无记录(考评) = 是（2016年度）
          └ 考评 2016年度由省统计局确认完整［完整确认.csv｜A3］

        没考 of 甲县, 2016 = yes [办法 第一条]
        ├ by the base rule of 「没考」: 无记录(考评) = 是
        └ 无记录(考评) = yes (2016)
          └ 考评 2016 signed complete by 省统计局 [完整确认.csv｜A3]
    "#]],
    );
    told(
        "定义 县区.齐（年度）：布尔\n  即 已完整(考评)",
        "甲县,2016,是,,,\n",
        "",
        "县区.齐",
        &expect![[r#"
        甲县 2016年度 齐 = 是［办法 第一条］
        ├ 依「齐」的基本规定：已完整(考评) = 是
        └ 已完整(考评) = 是（2016年度）
          └ 考评 2016年度由省统计局确认完整［完整确认.csv｜A3］

        齐 of 甲县, 2016 = yes [办法 第一条]
        ├ by the base rule of 「齐」: 已完整(考评) = 是
        └ 已完整(考评) = yes (2016)
          └ 考评 2016 signed complete by 省统计局 [完整确认.csv｜A3]
    "#]],
    );
    let first = "定义 县区.首（年度）：布尔\n  即 首次(甲)";
    told(
        first,
        "甲县,2016,否,,,\n甲县,2015,否,,,\n",
        "",
        "县区.首",
        &expect![[r#"
        甲县 2016年度 首 = 否［办法 第一条］
        ├ 依「首」的基本规定：首次(年报.甲) = 否
        └ 首次(年报.甲) = 否（2016年度）
          └ 年报.甲：2016年否

        首 of 甲县, 2016 = no [办法 第一条]
        ├ by the base rule of 「首」: 首次(年报.甲) = 否
        └ 首次(年报.甲) = no (2016)
          └ 年报.甲: 2016 no
    "#]],
    );
    told(
        first,
        "甲县,2016,是,,,\n甲县,2015,否,,,\n",
        "",
        "县区.首",
        &expect![[r#"
        甲县 2016年度 首：未知［办法 第一条］
        ├ 依「首」的基本规定：首次(年报.甲) = 未知
        └ 首次(年报.甲) = 未知（2016年度）
          └ 年报.甲：2016年是，2015年否；2015年以前没有记录

        首 of 甲县, 2016: unknown [办法 第一条]
        ├ by the base rule of 「首」: 首次(年报.甲) = 未知
        └ 首次(年报.甲) = unknown (2016)
          └ 年报.甲: 2016 yes, 2015 no; nothing recorded before 2015
    "#]],
    );
}

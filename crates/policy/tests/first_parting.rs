//! "Why this one and not that one": the first point where the reasons part, and nothing that makes no difference.

use crate::world::{entities, insert, number, program, row};
use expect_test::{Expect, expect};
use quanheng_facts::fact::Facts;
use quanheng_facts::problem::Language;
use quanheng_facts::value::{EntityIx, Value, Year};
use quanheng_policy::finding::Instance;
use quanheng_policy::interpret::{Choice, Interpreter};

const TABLES: &str = "\
```规则
实体 县
事实 报表（县，年度），见下表
```

| 栏 | 类型 |
|---|---|
| 甲数、乙数、丙数 | 整数，可缺 |
| 好 | 布尔，可缺 |";

/// 甲 and 乙 with these figures in 2016 and, where given, in 2015.
#[track_caller]
fn parts(rules: &str, result: &str, rows: [[i128; 3]; 2], before: Option<[[i128; 3]; 2]>, expected: Expect) {
    let program = program(TABLES, rules);
    let mut facts = Facts::new(entities(&["甲", "乙", "丙"]));
    for (year, rows) in [(2016, Some(rows)), (2015, before)] {
        for (entity, figures) in rows.into_iter().flatten().enumerate() {
            let mut cells: Vec<Option<Value>> = figures.iter().map(|n| (*n >= 0).then(|| number(*n))).collect();
            cells.push(Some(Value::Bool(figures[0] % 2 == 1)));
            insert(&mut facts, 0, row(u32::try_from(entity).unwrap(), year, cells));
        }
    }
    let run = Interpreter::new(&program, &facts, Choice::default());
    let variable = program.variable_named(result).expect("a result");
    let of = |entity| Instance::of(variable, Some(EntityIx(entity)), Year(2016));
    expected.assert_eq(&run.explain_difference(of(0), of(1)).render(Language::Chinese));
}

#[test]
fn a_condition_that_fails_for_both_is_passed_over() {
    // The first condition differs as a figure, and holds for both; the second decides.
    parts(
        "定义 县.奖（年度）：布尔\n  当 报表.甲数 ≥ 1 且 报表.乙数 ≥ 5\n  则 是\n  缺省 否",
        "县.奖",
        [[3, 7, 0], [9, 4, 0]],
        None,
        expect![[r#"
            甲 2016年度 奖：是；乙 2016年度 奖：否［办法 第一条］
            └ 分歧在「县.奖」的条件：报表.乙数 ≥ 5［办法 第一条］
              ├ 甲：报表.乙数 ≥ 5（报表.乙数 是 7）：成立
              ├ 乙：报表.乙数 ≥ 5（报表.乙数 是 4）：不成立
              └ 报表.乙数
                ├ 甲：报表.乙数 = 7（2016年度）［试.csv｜A2］
                └ 乙：报表.乙数 = 4（2016年度）［试.csv｜A2］
        "#]],
    );
}

#[test]
fn a_rule_that_speaks_for_neither_is_passed_over() {
    // 「乙」 fails for both, for different reasons; they part at the base.
    parts(
        "定义 县.奖（年度）：整数\n  当 报表.丙数 ≥ 1\n  则 10\n  缺省 0\n\n例外「乙」于 县.奖\n  当 报表.甲数 ≥ 5 且 报表.乙数 ≥ 5\n  则 20",
        "县.奖",
        [[6, 1, 1], [2, 8, 0]],
        None,
        expect![[r#"
            甲 2016年度 奖：10；乙 2016年度 奖：0［办法 第一条］
            └ 分歧在「县.奖」的条件：报表.丙数 ≥ 1［办法 第一条］
              ├ 甲：报表.丙数 ≥ 1（报表.丙数 是 1）：成立
              ├ 乙：报表.丙数 ≥ 1（报表.丙数 是 0）：不成立
              └ 报表.丙数
                ├ 甲：报表.丙数 = 1（2016年度）［试.csv｜A2］
                └ 乙：报表.丙数 = 0（2016年度）［试.csv｜A2］
        "#]],
    );
}

#[test]
fn one_that_is_overridden_for_both_is_passed_over() {
    parts(
        "定义 县.奖（年度）：整数\n  当 报表.丙数 ≥ 1\n  则 10\n  缺省 0\n\n例外「都给」于 县.奖\n  当 报表.甲数 ≥ 1\n  则 报表.乙数",
        "县.奖",
        [[6, 1, 1], [2, 8, 0]],
        None,
        expect![[r#"
            甲 2016年度 奖：1；乙 2016年度 奖：8［办法 第一条］
            └ 报表.乙数
              ├ 甲：报表.乙数 = 1（2016年度）［试.csv｜A2］
              └ 乙：报表.乙数 = 8（2016年度）［试.csv｜A2］
        "#]],
    );
}

#[test]
fn the_side_of_an_or_that_decides() {
    parts(
        "定义 县.奖（年度）：布尔 即 报表.甲数 ≥ 5 或 报表.乙数 ≥ 5",
        "县.奖",
        [[3, 7, 0], [4, 4, 0]],
        None,
        expect![[r#"
            甲 2016年度 奖：是；乙 2016年度 奖：否［办法 第一条］
            └ 报表.乙数
              ├ 甲：报表.乙数 = 7（2016年度）［试.csv｜A2］
              └ 乙：报表.乙数 = 4（2016年度）［试.csv｜A2］
        "#]],
    );
}

#[test]
fn the_arm_that_both_take() {
    parts(
        "定义 县.奖（年度）：整数 即 视 报表.丙数：1 → 报表.甲数；2 → 报表.乙数；其余 → 0",
        "县.奖",
        [[3, 7, 2], [4, 6, 2]],
        None,
        expect![[r#"
            甲 2016年度 奖：7；乙 2016年度 奖：6［办法 第一条］
            └ 报表.乙数
              ├ 甲：报表.乙数 = 7（2016年度）［试.csv｜A2］
              └ 乙：报表.乙数 = 6（2016年度）［试.csv｜A2］
        "#]],
    );
}

#[test]
fn the_year_in_which_they_part() {
    parts(
        "定义 县.达（年度）：布尔 即 报表.甲数 ≥ 5\n\n定义 县.奖（年度）：布尔 即 连续(2，达)",
        "县.奖",
        [[6, 0, 0], [7, 0, 0]],
        Some([[5, 0, 0], [4, 0, 0]]),
        expect![[r#"
            甲 2016年度 奖：是；乙 2016年度 奖：否［办法 第一条］
            └ 连续(2，达)
              ├ 甲：连续(2，达) = 是（2016年度）
              │ └ 达：2016年是，2015年是
              ├ 乙：连续(2，达) = 否（2016年度）
              │ └ 达：2016年是，2015年否
              └ 甲 2015年度 达：是；乙 2015年度 达：否［办法 第一条］
                └ 报表.甲数
                  ├ 甲：报表.甲数 = 5（2015年度）［试.csv｜A2］
                  └ 乙：报表.甲数 = 4（2015年度）［试.csv｜A2］
        "#]],
    );
}

#[test]
fn a_ranking_by_its_key_with_both_places() {
    parts(
        "排名 县.位（年度）从 县\n  依 报表.甲数，从高到低\n  并列 同名次\n  缺值 排除\n\n定义 县.奖（年度）：布尔 即 位 不适用则 9 ≤ 1",
        "县.奖",
        [[6, 0, 0], [7, 0, 0]],
        None,
        expect![[r#"
            甲 2016年度 奖：否；乙 2016年度 奖：是［办法 第一条］
            └ 甲 2016年度 位：2；乙 2016年度 位：1［办法 第一条］
              ├ 报表.甲数
              │ ├ 甲：报表.甲数 = 6（2016年度）［试.csv｜A2］
              │ └ 乙：报表.甲数 = 7（2016年度）［试.csv｜A2］
              ├ 甲：排名：2 家参加；本单位 报表.甲数 6；优于它的 1 家
              └ 乙：排名：2 家参加；本单位 报表.甲数 7；优于它的 0 家
        "#]],
    );
}

#[test]
fn a_presumption_that_only_one_has_need_of() {
    parts(
        "定义 县.数（年度）：整数 即 报表.甲数\n\n推定「没录按零」于 县.数\n  当 报表.丙数 ≥ 1\n  则 0，因「示例」\n\n定义 县.奖（年度）：布尔 即 数 ≥ 3",
        "县.奖",
        [[-1, 0, 1], [7, 0, 1]],
        None,
        expect![[r#"
            甲 2016年度 奖：否；乙 2016年度 奖：是［办法 第一条］
            └ 甲 2016年度 数：0；乙 2016年度 数：7［办法 第一条］
              └ 分歧在推定「没录按零」：只对其中一个起作用［办法 第一条］
                └ 报表.甲数
                  ├ 甲：报表.甲数 = 未知（2016年度）
                  │ └ 甲 2016年度：报表.甲数没有录入
                  └ 乙：报表.甲数 = 7（2016年度）［试.csv｜A2］
        "#]],
    );
}

#[test]
fn a_bound_narrows_one() {
    parts(
        "定义 县.数（年度）：整数 即 报表.甲数\n\n界限「少不了」于 县.数\n  当 报表.丙数 ≥ 1\n  则 不小于 3\n\n定义 县.奖（年度）：布尔 即 数 ≥ 3",
        "县.奖",
        [[-1, 0, 1], [-1, 0, 0]],
        None,
        expect![[r#"
            甲 2016年度 奖：是；乙 2016年度 奖：未知［办法 第一条］
            └ 甲 2016年度 数：≥3；乙 2016年度 数：未知［办法 第一条］
              └ 分歧在界限「少不了」：只对其中一个起作用［办法 第一条］
                ├ 甲：报表.丙数 ≥ 1（报表.丙数 是 1）：成立
                ├ 乙：报表.丙数 ≥ 1（报表.丙数 是 0）：不成立
                └ 报表.丙数
                  ├ 甲：报表.丙数 = 1（2016年度）［试.csv｜A2］
                  └ 乙：报表.丙数 = 0（2016年度）［试.csv｜A2］
        "#]],
    );
}

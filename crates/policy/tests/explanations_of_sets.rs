//! The reasons of set rules in words: a tier, a part of an amount, a score, a list that counts units.

use expect_test::{Expect, expect};
use quanheng_facts::fact::Facts;
use quanheng_facts::problem::Language;
use quanheng_facts::value::{EntityIx, Year};
use quanheng_policy::finding::Instance;
use quanheng_policy::interpret::{Choice, Interpreter};

use crate::world::{entities, insert, number, program, row};

const TABLES: &str = "```规则
实体 单位
枚举 档（由高到低）：甲、乙、丙
```

```规则
事实 成绩（单位，年度），见下表
```

| 栏 | 类型 | 可认表头 |
|---|---|---|
| 分 | 整数，0 至 9，可缺 | |
| 额 | 金额 | |
";

fn told(rules: &str, name: &str, scores: &[Option<i128>], who: u32, expected: &Expect) {
    let program = program(TABLES, rules);
    let mut facts = Facts::new(entities(&["甲县", "乙县", "丙县", "丁县"][..scores.len()]));
    for (at, score) in scores.iter().enumerate() {
        insert(&mut facts, 0, row(u32::try_from(at).unwrap(), 2016, vec![score.map(number), Some(number(100))]));
    }
    let run = Interpreter::new(&program, &facts, Choice::default());
    let node = run.explain(Instance::of(program.variable_named(name).unwrap(), Some(EntityIx(who)), Year(2016)));
    expected.assert_eq(&format!("{}\n{}", node.render(Language::Chinese), node.render(Language::English)));
}

#[test]
fn a_tier() {
    let rules = "分档 单位.等（年度）：档\n  从 单位\n  依 成绩.分，从高到低\n  切 甲 → 25%「甲比例」；乙 → 25%「乙比例」；丙 → 其余\n  取整 入，按累计\n  割线并列 全取\n  缺值 存疑";
    told(
        rules,
        "单位.等",
        &[Some(9), Some(7), Some(7), Some(5)],
        1,
        &expect![[r#"
        乙县 2016年度 等 = 乙［办法 第一条］
        ├ 依「等」的基本规定
        ├ 分档：4 家参加；本单位 成绩.分 7；排在前面的 1 家，并列的 1 家；「甲」到第 1 名；「乙」到第 2 名（累计比例乘以家数，按规定取整）
        └ 成绩.分 = 7（2016年度）［试.csv｜A2］

        等 of 乙县, 2016 = 乙 [办法 第一条]
        ├ by the base rule of 「等」
        ├ tiers: 4 take part; own 成绩.分 7; 1 ahead, 1 level; 「甲」 up to place 1; 「乙」 up to place 2 (running ratio times the number, rounded as ruled)
        └ 成绩.分 = 7 (2016) [试.csv｜A2]
    "#]],
    );
}

#[test]
fn a_part_of_an_amount() {
    let rules = "分配 单位.得（年度）\n  给 单位\n  金额 成绩.额\n  按 成绩.分\n  精确到 分\n  尾差 最大余数";
    told(
        rules,
        "单位.得",
        &[Some(2), Some(1)],
        0,
        &expect![[r#"
            甲县 2016年度 得 = 0.67元［办法 第一条］
            ├ 依「得」的基本规定
            ├ 分配：1元 在 2 份之间分；本份的份额 2，合计 3；应得 2/3元，先得 0.66元；尾差剩 1 个 0.01元，得一个
            ├ 成绩.额 = 1元（2016年度）［试.csv｜A2］
            └ 成绩.分 = 2（2016年度）［试.csv｜A2］

            得 of 甲县, 2016 = 0.67 yuan [办法 第一条]
            ├ by the base rule of 「得」
            ├ sharing out: 1 yuan among 2; own weight 2 of 3; that is 2/3 yuan, first 0.66 yuan; left over 1 times 0.01 yuan, one of which it gets
            ├ 成绩.额 = 1 yuan (2016) [试.csv｜A2]
            └ 成绩.分 = 2 (2016) [试.csv｜A2]
        "#]],
    );
    told(
        rules,
        "单位.得",
        &[Some(2), None],
        0,
        &expect![[r#"
            甲县 2016年度 得：未知，0.18元…1元［办法 第一条］
            ├ 依「得」的基本规定
            ├ 分配：1元 在 2 份之间分；本份的份额 2；别的 1 份还不知道
            ├ 成绩.额 = 1元（2016年度）［试.csv｜A2］
            └ 成绩.分 = 2（2016年度）［试.csv｜A2］

            得 of 甲县, 2016: unknown, 0.18 yuan…1 yuan [办法 第一条]
            ├ by the base rule of 「得」
            ├ sharing out: 1 yuan among 2; own weight 2; 1 of the others not known
            ├ 成绩.额 = 1 yuan (2016) [试.csv｜A2]
            └ 成绩.分 = 2 (2016) [试.csv｜A2]
        "#]],
    );
}

#[test]
fn a_score() {
    let rules = "定义 单位.合（年度）：小数(4) 即 加权(归一(成绩.分，极差) 权 50%「一半」，归一(成绩.分，名次) 权 一半)";
    told(
        rules,
        "单位.合",
        &[Some(9), Some(7), Some(5)],
        1,
        &expect![[r#"
        乙县 2016年度 合 = 0.5［办法 第一条］
        ├ 依「合」的基本规定：加权(归一(成绩.分，组 单位，极差) 权 一半，归一(成绩.分，组 单位，名次) 权 一半) = 加权(50% 权 50%，50% 权 50%) = 0.5
        │ └ 「一半」= 50%［办法 第一条］
        ├ 归一(成绩.分，组 单位，极差) = 50%；本单位 7；3 家比较，已知的最低 5、最高 9
        │ └ 成绩.分 = 7（2016年度）［试.csv｜A2］
        └ 归一(成绩.分，组 单位，名次) = 50%；本单位 7；3 家比较，已知的最低 5、最高 9
          └ 成绩.分 = 7（2016年度）［试.csv｜A2］

        合 of 乙县, 2016 = 0.5 [办法 第一条]
        ├ by the base rule of 「合」: 加权(归一(成绩.分，组 单位，极差) 权 一半，归一(成绩.分，组 单位，名次) 权 一半) = 加权(50% 权 50%，50% 权 50%) = 0.5
        │ └ 「一半」 = 50% [办法 第一条]
        ├ 归一(成绩.分，组 单位，极差) = 50%; own 7; 3 are compared, the lowest known 5, the highest 9
        │ └ 成绩.分 = 7 (2016) [试.csv｜A2]
        └ 归一(成绩.分，组 单位，名次) = 50%; own 7; 3 are compared, the lowest known 5, the highest 9
          └ 成绩.分 = 7 (2016) [试.csv｜A2]
    "#]],
    );
}

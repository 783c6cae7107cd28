//! Settings as facts: read from the table 设定, dated, known from a day on, marked in the results.

use crate::world::{program, read_facts};
use expect_test::expect;
use jiff::civil::date;
use quanheng_facts::fact::Facts;
use quanheng_facts::problem::Language;
use quanheng_facts::value::Year;
use quanheng_policy::finding::Instance;
use quanheng_policy::interpret::{Choice, Interpreter};
use quanheng_policy::ir::Program;

const TABLES: &str = "```规则
实体 县区
枚举 领域：安全生产、生态环境
事实 年报（县区，年度），见下表
```
| 栏 | 类型 |
|---|---|
| 领域 | 领域，可缺 |
| 完成率 | 比例，可缺 |
";
const RULES: &str = "待定「完成率下限」：表（领域 → 比例）
待定「奖」：金额
待定「补发」 可选 补、不补
设 补发 = 不补，由「示例省委」于 2017-01-05，因「示例」

定义 县区.达到（年度）：布尔
  即 年报.完成率 ≥ 完成率下限(年报.领域)

定义 县区.奖金（年度）：金额
  当 达到 且 补发 = 不补
  则 奖
  缺省 0元
";
const REGISTER: &str = "id,名称,种类\nX:jia,甲县,县区\n";
const YEARLY: &str = "县区,年度,领域,完成率\n甲县,2016,安全生产,85%\n甲县,2017,安全生产,85%\n";
const SET: &str = "名,值,设定机关,设定人,日期,文号,理由,自,至
完成率下限（安全生产）,80%,示例省委办公厅,王五,2017-03-01,示办〔2017〕3号,会议纪要,2016,2016
完成率下限(安全生产),90%,示例省委办公厅,王五,2018-02-01,示办〔2018〕1号,提高要求,2017年度,
待定「奖」,5万元,示例省委办公厅,王五,2017-03-01,,会议纪要,,
补发,不补,示例省委办公厅,王五,2017-03-01,,同前,,
";

fn told(program: &Program, facts: &Facts, name: &str, year: i16) -> String {
    let run = Interpreter::new(program, facts, Choice::default());
    let entity = facts.entities.iter().next().unwrap().0;
    let instance = Instance::of(program.variable_named(name).unwrap(), Some(entity), Year(year));
    run.explain(instance).render(Language::Chinese)
}

#[test]
fn a_setting_is_told_with_who_when_why_and_under_which_number() {
    let program = program(TABLES, RULES);
    let (facts, problems) = read_facts(&program, REGISTER, &[("设定.csv", SET), ("年报.csv", YEARLY)], None);
    assert!(problems.is_empty(), "{problems:?}");
    expect![[r#"
        甲县 2016年度 奖金 = 5万元［办法 第一条］
        ├ 依「奖金」的基本规定：奖 = 5万元
        │ └ 补发 = 不补（补发 是 不补）：成立
        ├ 甲县 2016年度 达到 = 年报.完成率 ≥ 完成率下限(年报.领域) = 85% ≥ 完成率下限(安全生产) = 是［办法 第一条］
        │ ├ 年报.完成率 = 85%（2016年度）［年报.csv｜D2］
        │ ├ 年报.领域 = 安全生产（2016年度）［年报.csv｜C2］
        │ └ 待定「完成率下限（安全生产）」= 80%：「完成率下限（安全生产）」由示例省委办公厅（王五）于2017-03-01设定为80%，文号示办〔2017〕3号（会议纪要）［办法 第一条］
        ├ 待定「补发」= 不补：「补发」由示例省委于2017-01-05设定为不补（示例）［办法 第一条］
        ├ 待定「奖」= 5万元：「奖」由示例省委办公厅（王五）于2017-03-01设定为5万元（会议纪要）［办法 第一条］
        ├ 标记 设定：「补发」由示例省委于2017-01-05设定为不补（示例）
        ├ 标记 设定：「完成率下限（安全生产）」由示例省委办公厅（王五）于2017-03-01设定为80%，文号示办〔2017〕3号（会议纪要）［设定.csv｜B2］
        └ 标记 设定：「奖」由示例省委办公厅（王五）于2017-03-01设定为5万元（会议纪要）［设定.csv｜B4］
    "#]].assert_eq(&told(&program, &facts, "奖金", 2016));
    expect![[r#"
        甲县 2017年度 奖金 = 0元［办法 第一条］
        ├ 没有规则确定成立，缺省为 0元
        ├ 「奖金」的基本规定没有成立：达到：不成立
        ├ 甲县 2017年度 达到 = 年报.完成率 ≥ 完成率下限(年报.领域) = 85% ≥ 完成率下限(安全生产) = 否［办法 第一条］
        │ ├ 年报.完成率 = 85%（2017年度）［年报.csv｜D3］
        │ ├ 年报.领域 = 安全生产（2017年度）［年报.csv｜C3］
        │ └ 待定「完成率下限（安全生产）」= 90%：「完成率下限（安全生产）」由示例省委办公厅（王五）于2018-02-01设定为90%，文号示办〔2018〕1号（提高要求）［办法 第一条］
        └ 标记 设定：「完成率下限（安全生产）」由示例省委办公厅（王五）于2018-02-01设定为90%，文号示办〔2018〕1号（提高要求）［设定.csv｜B3］
    "#]].assert_eq(&told(&program, &facts, "奖金", 2017));
}

#[test]
fn a_setting_counts_from_the_day_it_is_known() {
    let program = program(TABLES, RULES);
    let files = [("设定.csv", SET), ("年报.csv", YEARLY)];
    let (early, _) = read_facts(&program, REGISTER, &files, Some(date(2017, 12, 31)));
    expect![[r#"
        甲县 2017年度 达到：未知［办法 第一条］
        ├ 依「达到」的基本规定：年报.完成率 ≥ 完成率下限(年报.领域) = 85% ≥ 完成率下限(安全生产) = 未知
        ├ 年报.完成率 = 85%（2017年度）［年报.csv｜D3］
        ├ 年报.领域 = 安全生产（2017年度）［年报.csv｜C3］
        └ 待定「完成率下限（安全生产）」没有设定［办法 第一条］
    "#]]
    .assert_eq(&told(&program, &early, "达到", 2017));
    let (now, _) = read_facts(&program, REGISTER, &files, None);
    assert_ne!(early.hash, now.hash);
}

#[test]
fn a_row_without_who_when_or_why_is_not_used() {
    let program = program(TABLES, RULES);
    let rows = [
        "奖,5万元,,王五,2017-03-01,,会议纪要,,",
        "奖,5万元,示例省委办公厅,,2017-03-01,,会议纪要,,",
        "奖,5万元,示例省委办公厅,王五,,,会议纪要,,",
        "奖,5万元,示例省委办公厅,王五,2017-03-01,,,,",
        "奖,很多,示例省委办公厅,王五,2017-03-01,,会议纪要,,",
        "奖,5万元,示例省委办公厅,王五,2017-03-01,,会议纪要,2018,2017",
        "补发,补,示例省委办公厅,王五,2017-03-01,,会议纪要,,",
        "别的,5万元,示例省委办公厅,王五,2017-03-01,,会议纪要,,",
    ];
    for row in rows {
        let text = format!("名,值,设定机关,设定人,日期,文号,理由,自,至\n{row}\n");
        let (facts, problems) = read_facts(&program, REGISTER, &[("设定.csv", &text)], None);
        assert_eq!((problems.len(), facts.all_settings().count()), (1, 0), "{row}: {problems:?}");
    }
}

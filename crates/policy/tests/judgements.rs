//! Judgements as facts: read from the table 认定, known from a day on, replaced by later ones, told in the reasons.

use crate::world::{self, program};
use expect_test::expect;
use jiff::civil::{Date, date};
use quanheng_facts::fact::Facts;
use quanheng_facts::problem::Language;
use quanheng_facts::value::Year;
use quanheng_policy::finding::Instance;
use quanheng_policy::interpret::{Choice, Interpreter};
use quanheng_policy::ir::Program;

const TABLES: &str = "```规则
实体 单位
实体 县区：单位
实体 人员
枚举 级别（由重到轻）：重大、较大、一般
事实 年报（县区，年度），见下表
```
| 栏 | 类型 | 可认表头 |
|---|---|---|
| 级别 | 级别，可缺 | 级别 |
";
const RULES: &str = "认定项 县区.责任事故（年度）：布尔  由 批复报告的政府  凭 调查报告批复  需要时 年报.级别 ≥ 较大
认定项 县区.有关领导：名单(人员)  由 示例省委  凭 调查报告

定义 县区.扣分（年度）：整数
  当 责任事故
  则 5「责任扣分」
  缺省 0
";
const REGISTER: &str = "id,名称,种类
X:jia,甲县,县区
X:yi,乙县,县区
X:zhang,张三,人员
X:li,李四,人员
";

/// The facts of some CSV files, as known on a day.
fn facts(program: &Program, files: &[(&str, &str)], known_on: Option<Date>) -> (Facts, Vec<String>) {
    world::read_facts(program, REGISTER, files, known_on)
}

fn told(program: &Program, facts: &Facts, name: &str, of: usize) -> String {
    let run = Interpreter::new(program, facts, Choice::default());
    let entity = facts.entities.iter().nth(of).unwrap().0;
    let instance = Instance::of(program.variable_named(name).unwrap(), Some(entity), Year(2016));
    run.explain(instance).render(Language::Chinese)
}

const JUDGED: &str = "认定项,对象,年度,结论,认定机关,认定人,日期,理由,证据
责任事故,甲县,2016,是,批复报告的政府,王五,2017-02-01,现场无人值守,调查报告第三页
责任事故,甲县,2016,否,批复报告的政府,王五,2017-03-01,复核：已有人值守,值班记录
有关领导,甲县,,张三、李四,示例省委,赵六,2017-02-10,分管和主管,分工文件
";
const YEARLY: &str = "县区,年度,级别\n甲县,2016,重大\n乙县,2016,一般\n";

#[test]
fn a_judgement_is_told_with_who_when_why_and_on_what() {
    let program = program(TABLES, RULES);
    let (facts, problems) = facts(&program, &[("认定.csv", JUDGED), ("年报.csv", YEARLY)], None);
    assert!(problems.is_empty(), "{problems:?}");
    expect![[r#"
        甲县 2016年度 扣分 = 0［办法 第一条］
        ├ 没有规则确定成立，缺省为 0
        ├ 「扣分」的基本规定没有成立：责任事故：不成立
        └ 甲县 2016年度 责任事故 = 否［办法 第一条］
          └ 批复报告的政府（认定人：王五）2017-03-01认定为 否，理由：复核：已有人值守，证据：值班记录［认定.csv｜D3］
            └ 以前的认定：批复报告的政府（认定人：王五）2017-02-01认定为 是，理由：现场无人值守，证据：调查报告第三页［认定.csv｜D2］
    "#]]
    .assert_eq(&told(&program, &facts, "扣分", 0));
    expect![[r#"
        甲县 有关领导 = 李四、张三［办法 第一条］
        └ 示例省委（认定人：赵六）2017-02-10认定为 李四、张三，理由：分管和主管，证据：分工文件［认定.csv｜D4］
    "#]]
    .assert_eq(&told(&program, &facts, "有关领导", 0));
    expect![[r#"
        乙县 2016年度 扣分：未知，0…5［办法 第一条］
        ├ 没有规则确定成立，缺省为 0
        ├ 「扣分」的基本规定尚不确定；若成立：责任扣分 = 5
        │ └ 责任事故：未知
        └ 乙县 2016年度 责任事故：未知［办法 第一条］
          └ 还没有认定：由批复报告的政府凭调查报告批复认定
            └ 需要时 年报.级别 ≥ 较大：否
    "#]]
    .assert_eq(&told(&program, &facts, "扣分", 2));
}

#[test]
fn what_was_not_known_yet_does_not_count() {
    let program = program(TABLES, RULES);
    let files = [("认定.csv", JUDGED), ("年报.csv", YEARLY)];
    let (early, _) = facts(&program, &files, Some(date(2017, 1, 31)));
    expect![[r#"
        甲县 2016年度 责任事故：未知［办法 第一条］
        └ 还没有认定：由批复报告的政府凭调查报告批复认定
          └ 需要时 年报.级别 ≥ 较大：是
    "#]]
    .assert_eq(&told(&program, &early, "责任事故", 0));
    let (then, _) = facts(&program, &files, Some(date(2017, 2, 28)));
    expect![[r#"
        甲县 2016年度 责任事故 = 是［办法 第一条］
        └ 批复报告的政府（认定人：王五）2017-02-01认定为 是，理由：现场无人值守，证据：调查报告第三页［认定.csv｜D2］
    "#]]
    .assert_eq(&told(&program, &then, "责任事故", 0));
    let (now, _) = facts(&program, &files, None);
    assert_ne!(then.hash, now.hash);
}

#[test]
fn a_row_that_cannot_count_leaves_the_judgement_open() {
    let program = program(TABLES, RULES);
    let rows = [
        "责任事故,甲县,2016,是,批复报告的政府,,2017-02-01,现场无人值守,调查报告",
        "责任事故,甲县,2016,是,批复报告的政府,王五,,现场无人值守,调查报告",
        "责任事故,甲县,2016,是,批复报告的政府,王五,2017-02-01,,调查报告",
        "责任事故,甲县,2016,是,批复报告的政府,王五,2017-02,现场无人值守,调查报告",
        "责任事故,甲县,2016,也许,批复报告的政府,王五,2017-02-01,现场无人值守,调查报告",
        "责任事故,丙县,2016,是,批复报告的政府,王五,2017-02-01,现场无人值守,调查报告",
    ];
    for row in rows {
        let text = format!("认定项,对象,年度,结论,认定机关,认定人,日期,理由,证据\n{row}\n");
        let (facts, problems) = facts(&program, &[("认定.csv", &text)], None);
        assert_eq!((problems.len(), facts.all_judged().count()), (1, 0), "{row}: {problems:?}");
    }
}

#[test]
fn a_judgement_with_a_further_index_is_named_by_it() {
    const RULES: &str = "结论类 要核实（方式：级别）
认定项 要核实.方式：级别 由 示例省委 凭 核实报告
结论「差」：要核实
  就 县区（年度，级别）
  当 有值(年报.级别) 且 年报.级别 = 级别
";
    let program = program(TABLES, RULES);
    let judged = "认定项,对象,年度,结论,认定机关,认定人,日期,理由,证据
差.方式（较大）,甲县,2016,一般,示例省委,赵六,2017-02-10,情节轻,核实报告
方式(重大),甲县,2016,重大,示例省委,赵六,2017-02-10,情节重,核实报告
差.方式（重大）,乙县,2016,重大,示例省委,赵六,2017-02-10,情节重,核实报告
";
    let files = [("认定.csv", judged), ("年报.csv", "县区,年度,级别\n甲县,2016,较大\n乙县,2016,较大\n")];
    let (facts, problems) = facts(&program, &files, None);
    assert!(problems.is_empty(), "{problems:?}");
    let run = Interpreter::new(&program, &facts, Choice::default());
    let mut all = String::new();
    for of in [0, 2] {
        let entity = facts.entities.iter().nth(of).unwrap().0;
        let Some(quanheng_facts::value::Type::Enum(id)) =
            program.variable(program.variable_named("结论.差.方式").unwrap()).map(|v| v.ty.clone())
        else {
            unreachable!("an enum")
        };
        let args = quanheng_policy::ir::Args::of(&[quanheng_facts::value::Value::Enum(id, 1)]).unwrap();
        let instance = Instance { args, ..Instance::of(program.variable_named("结论.差.方式").unwrap(), Some(entity), Year(2016)) };
        all += &run.explain(instance).render(Language::Chinese);
    }
    expect![[r#"
        甲县 2016年度 方式（较大） = 一般［办法 第一条］
        ├ 示例省委（认定人：赵六）2017-02-10认定为 一般，理由：情节轻，证据：核实报告［认定.csv｜D2］
        └ 甲县 2016年度 差（较大） = 是［办法 第一条］
          ├ 依「差」的基本规定：是
          │ ├ 有值(年报.级别)（年报.级别 是 较大）：成立
          │ └ 年报.级别 = 级别（年报.级别 是 较大，级别 是 较大）：成立
          └ 年报.级别 = 较大（2016年度）［年报.csv｜C2］
        乙县 2016年度 方式（较大）：未知，一般…重大［办法 第一条］
        ├ 还没有认定：由示例省委凭核实报告认定
        │ └ 需要时 差(级别)：是
        └ 乙县 2016年度 差（较大） = 是［办法 第一条］
          ├ 依「差」的基本规定：是
          │ ├ 有值(年报.级别)（年报.级别 是 较大）：成立
          │ └ 年报.级别 = 级别（年报.级别 是 较大，级别 是 较大）：成立
          └ 年报.级别 = 较大（2016年度）［年报.csv｜C3］
    "#]]
    .assert_eq(&all);
}

//! Reasons of events: which measure met which cell of a 判定表, and what an official grade says.

use crate::world::program;
use expect_test::{Expect, expect};
use quanheng_facts::intake::{FactFile, Input, intake, read_entities};
use quanheng_facts::problem::Language;
use quanheng_facts::value::Year;
use quanheng_policy::explanation::{Mechanism, Node};
use quanheng_policy::finding::Instance;
use quanheng_policy::interpret::{Choice, Interpreter};

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
    let node = explained(rules, rows, of, name, year);
    expected.assert_eq(&format!("{}\n{}", node.render(Language::Chinese), node.render(Language::English)));
}

fn explained(rules: &str, rows: &str, of: &str, name: &str, year: i16) -> Node {
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
    run.explain(instance)
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

const DATED: &str = "定义 事故.标准：整数「人」，适用 2016-03-10 至 2016-06-30
  即 死亡
定义 事故.标准：整数「人」，适用 2016-07-01 起
  即 死亡 + 重伤";

#[test]
fn before_the_first_day() {
    let rows = "编号,县区,发生日,死亡,重伤,官方级别\nSG-1,甲县,2016-03-09,2,50,\n";
    reasons(
        DATED,
        rows,
        "SG-1",
        "事故.标准",
        2016,
        &expect![[r#"
        SG-1 标准 = 不适用［办法 第一条］
        └ 不在施行期（施行：2016-03-10 至 2016-06-30、2016-07-01 起；「事故.发生日」是 2016-03-09）

        标准 of SG-1 = not applicable [办法 第一条]
        └ not in force on that day (in force: 2016-03-10 to 2016-06-30, from 2016-07-01; 「事故.发生日」 is 2016-03-09)
    "#]],
    );
}

#[test]
fn a_month_across_two_versions() {
    let rows = "编号,县区,发生日,死亡,重伤,官方级别\nSG-1,甲县,2016-03,2,50,\n";
    reasons(
        DATED,
        rows,
        "SG-1",
        "事故.标准",
        2016,
        &expect![[r#"
            SG-1 标准：未知，2人或不适用［办法 第一条］
            ├ 「事故.发生日」是 2016-03-01…2016-03-31：是不是在施行期，施行哪一版，还不能定（施行：2016-03-10 至 2016-06-30、2016-07-01 起）
            │ └ 那天施行的如果是「标准」的基本规定（2016-03-10 至 2016-06-30）：事故.死亡 = 2人［办法 第一条］
            └ 事故.死亡 = 2人（2016年度）［事故.csv｜D2］

            标准 of SG-1: unknown, 2人 or not applicable [办法 第一条]
            ├ 「事故.发生日」 is 2016-03-01…2016-03-31: whether a version is in force, and which, is not settled (in force: 2016-03-10 to 2016-06-30, from 2016-07-01)
            │ └ if the base rule of 「标准」 (2016-03-10 to 2016-06-30) is in force then: 事故.死亡 = 2人 [办法 第一条]
            └ 事故.死亡 = 2人 (2016) [事故.csv｜D2]
        "#]],
    );
}

#[test]
fn the_day_decides_nothing_where_all_its_days_give_the_same() {
    let rows = "编号,县区,发生日,死亡,重伤,官方级别\nSG-1,甲县,2016-03,2,0,\n";
    reasons(
        &DATED.replace("2016-03-10", "2016-01-01").replace("2016-06-30", "2016-03-15").replace("2016-07-01", "2016-03-16"),
        rows,
        "SG-1",
        "事故.标准",
        2016,
        &expect![[r#"
            SG-1 标准 = 2人［办法 第一条］
            ├ 「事故.发生日」是 2016-03-01…2016-03-31：可能施行的哪一版都得出同样的结果（施行：2016-01-01 至 2016-03-15、2016-03-16 起）
            │ ├ 那天施行的如果是「标准」的基本规定（2016-01-01 至 2016-03-15）：事故.死亡 = 2人［办法 第一条］
            │ └ 那天施行的如果是「标准」的基本规定（2016-03-16 起）：事故.死亡 + 事故.重伤 = 2人 + 0人 = 2人［办法 第一条］
            ├ 事故.死亡 = 2人（2016年度）［事故.csv｜D2］
            └ 事故.重伤 = 0人（2016年度）［事故.csv｜E2］

            标准 of SG-1 = 2人 [办法 第一条]
            ├ 「事故.发生日」 is 2016-03-01…2016-03-31: whichever version is in force, the result is the same (in force: 2016-01-01 to 2016-03-15, from 2016-03-16)
            │ ├ if the base rule of 「标准」 (2016-01-01 to 2016-03-15) is in force then: 事故.死亡 = 2人 [办法 第一条]
            │ └ if the base rule of 「标准」 (from 2016-03-16) is in force then: 事故.死亡 + 事故.重伤 = 2人 + 0人 = 2人 [办法 第一条]
            ├ 事故.死亡 = 2人 (2016) [事故.csv｜D2]
            └ 事故.重伤 = 0人 (2016) [事故.csv｜E2]
        "#]],
    );
}

/// Of a table of numbers the cell that is meant, with its version; of a key that is not known, all it may be.
const TABLE: &str = "参数 赔付：表（事件级别 → 金额）
  自 2010年度 为 特别重大 → 100万元；重大 → 50万元；其余 → 10万元
  自 2015年度 为 特别重大 → 120万元；重大、较大 → 60万元；一般 → 20万元
定义 事故.赔：金额 即 赔付(官方级别) × 死亡";

#[test]
fn a_table_of_numbers_is_told_by_its_cell() {
    let rows = format!("{HEADS}一号,甲县,2016-01-31,2,,重大\n二号,甲县,2016-02-29,1,,\n");
    reasons(
        TABLE,
        &rows,
        "一号",
        "事故.赔",
        2016,
        &expect![[r#"
        一号 赔 = 120万元［办法 第一条］
        ├ 依「赔」的基本规定：赔付(事故.官方级别) × 事故.死亡 = 赔付(重大) × 2人 = 120万元
        │ └ 「赔付（重大）」= 60万元（test 自2015年度起）［办法 第一条］
        ├ 事故.官方级别 = 重大（2016年度）［事故.csv｜F2］
        └ 事故.死亡 = 2人（2016年度）［事故.csv｜D2］

        赔 of 一号 = 1200000 yuan [办法 第一条]
        ├ by the base rule of 「赔」: 赔付(事故.官方级别) × 事故.死亡 = 赔付(重大) × 2人 = 1200000 yuan
        │ └ 「赔付（重大）」 = 600000 yuan (test, from 2015) [办法 第一条]
        ├ 事故.官方级别 = 重大 (2016) [事故.csv｜F2]
        └ 事故.死亡 = 2人 (2016) [事故.csv｜D2]
    "#]],
    );
    reasons(
        TABLE,
        &rows,
        "二号",
        "事故.赔",
        2016,
        &expect![[r#"
        二号 赔：未知，20万元…120万元［办法 第一条］
        ├ 依「赔」的基本规定：赔付(事故.官方级别) × 事故.死亡 = 赔付(一般…特别重大) × 1人 = 20万元…120万元
        │ └ 「赔付（一般）」= 20万元（test 自2015年度起），「赔付（较大）」= 60万元（test 自2015年度起），「赔付（重大）」= 60万元（test 自2015年度起），「赔付（特别重大）」= 120万元（test 自2015年度起）［办法 第一条］
        ├ 事故.官方级别 = 一般…特别重大（2016年度）
        │ └ 二号：事故.官方级别没有录入
        └ 事故.死亡 = 1人（2016年度）［事故.csv｜D3］

        赔 of 二号: unknown, 200000 yuan…1200000 yuan [办法 第一条]
        ├ by the base rule of 「赔」: 赔付(事故.官方级别) × 事故.死亡 = 赔付(一般…特别重大) × 1人 = 200000 yuan…1200000 yuan
        │ └ 「赔付（一般）」 = 200000 yuan (test, from 2015), 「赔付（较大）」 = 600000 yuan (test, from 2015), 「赔付（重大）」 = 600000 yuan (test, from 2015), 「赔付（特别重大）」 = 1200000 yuan (test, from 2015) [办法 第一条]
        ├ 事故.官方级别 = 一般…特别重大 (2016)
        │ └ 二号: 事故.官方级别 is not entered
        └ 事故.死亡 = 1人 (2016) [事故.csv｜D3]
    "#]],
    );
}

/// Within a formula, in a condition that fails, and below a result that reads another.
const MONTH_ENDS: &str = "定义 事故.期满：日期 即 发生日 后 1个月「期」
定义 事故.早：布尔
  当 发生日 后 1年「年期」 < 2017-02-28
  则 是
  缺省 否
定义 事故.看哪天：日期 即 较晚(期满，发生日 后 30日「日期限」)";

#[test]
fn a_day_that_a_month_has_not_is_told_as_its_last() {
    let rows = format!("{HEADS}一号,甲县,2016-01-31,,,\n二号,甲县,2016-02-29,,,\n三号,甲县,2016-01,,,\n四号,甲县,2016-01-29,,,\n");
    reasons(
        MONTH_ENDS,
        &rows,
        "一号",
        "事故.看哪天",
        2016,
        &expect![[r#"
        一号 看哪天 = 2016-03-01［办法 第一条］
        ├ 依「看哪天」的基本规定：最大(期满，事故.发生日 后 日期限) = 最大(2016-02-29，2016-03-01) = 2016-03-01
        │ └ 「日期限」= 30日［办法 第一条］
        ├ 一号 期满 = 事故.发生日 后 期 = 2016-02-29［办法 第一条］
        │ ├ 「期」= 1个月［办法 第一条］
        │ ├ 事故.发生日 后 期，从 2016-01-31 算：2016年2月没有 31 日，取月末 2016-02-29
        │ └ 事故.发生日 = 2016-01-31（2016年度）［事故.csv｜C2］
        └ 事故.发生日 = 2016-01-31（2016年度）［事故.csv｜C2］

        看哪天 of 一号 = 2016-03-01 [办法 第一条]
        ├ by the base rule of 「看哪天」: 最大(期满，事故.发生日 后 日期限) = 最大(2016-02-29，2016-03-01) = 2016-03-01
        │ └ 「日期限」 = 30日 [办法 第一条]
        ├ 期满 of 一号 = 事故.发生日 后 期 = 2016-02-29 [办法 第一条]
        │ ├ 「期」 = 1个月 [办法 第一条]
        │ ├ 事故.发生日 后 期, from 2016-01-31: 2016-02 has no day 31, so the last of the month is taken, 2016-02-29
        │ └ 事故.发生日 = 2016-01-31 (2016) [事故.csv｜C2]
        └ 事故.发生日 = 2016-01-31 (2016) [事故.csv｜C2]
    "#]],
    );
    reasons(
        MONTH_ENDS,
        &rows,
        "二号",
        "事故.早",
        2016,
        &expect![[r#"
        二号 早 = 否［办法 第一条］
        ├ 没有规则确定成立，缺省为 否
        ├ 「早」的基本规定没有成立：事故.发生日 后 年期 < 2017-02-28（事故.发生日 后 年期 是 2017-02-28）：不成立
        │ └ 事故.发生日 后 年期，从 2016-02-29 算：2017年2月没有 29 日，取月末 2017-02-28
        └ 事故.发生日 = 2016-02-29（2016年度）［事故.csv｜C3］

        早 of 二号 = no [办法 第一条]
        ├ no rule surely holds; the default is no
        ├ the base rule of 「早」 does not hold: 事故.发生日 后 年期 < 2017-02-28 (事故.发生日 后 年期 is 2017-02-28): does not hold
        │ └ 事故.发生日 后 年期, from 2016-02-29: 2017-02 has no day 29, so the last of the month is taken, 2017-02-28
        └ 事故.发生日 = 2016-02-29 (2016) [事故.csv｜C3]
    "#]],
    );
    reasons(
        MONTH_ENDS,
        &rows,
        "三号",
        "事故.期满",
        2016,
        &expect![[r#"
        三号 期满：未知，2016-02-01…2016-02-29［办法 第一条］
        ├ 依「期满」的基本规定：事故.发生日 后 期 = 2016-02-01…2016-02-29
        │ ├ 「期」= 1个月［办法 第一条］
        │ └ 事故.发生日 后 期，从 2016-01-31 算：2016年2月没有 31 日，取月末 2016-02-29
        └ 事故.发生日 = 2016-01-01…2016-01-31（2016年度）［事故.csv｜C4］
          └ 三号：事故.发生日只知道到月，不知道是哪一天

        期满 of 三号: unknown, 2016-02-01…2016-02-29 [办法 第一条]
        ├ by the base rule of 「期满」: 事故.发生日 后 期 = 2016-02-01…2016-02-29
        │ ├ 「期」 = 1个月 [办法 第一条]
        │ └ 事故.发生日 后 期, from 2016-01-31: 2016-02 has no day 31, so the last of the month is taken, 2016-02-29
        └ 事故.发生日 = 2016-01-01…2016-01-31 (2016) [事故.csv｜C4]
          └ 三号: of 事故.发生日 only the month is known, not the day
    "#]],
    );
    reasons(
        MONTH_ENDS,
        &rows,
        "四号",
        "事故.期满",
        2016,
        &expect![[r#"
        四号 期满 = 2016-02-29［办法 第一条］
        ├ 依「期满」的基本规定：事故.发生日 后 期 = 2016-02-29
        │ └ 「期」= 1个月［办法 第一条］
        └ 事故.发生日 = 2016-01-29（2016年度）［事故.csv｜C5］

        期满 of 四号 = 2016-02-29 [办法 第一条]
        ├ by the base rule of 「期满」: 事故.发生日 后 期 = 2016-02-29
        │ └ 「期」 = 1个月 [办法 第一条]
        └ 事故.发生日 = 2016-01-29 (2016) [事故.csv｜C5]
    "#]],
    );
}

/// In JSON it is a node of its own kind, with the day as its value.
#[test]
fn the_last_of_a_month_is_a_node_of_its_own() {
    let node = explained(MONTH_ENDS, &format!("{HEADS}一号,甲县,2016-01-31,,,\n"), "一号", "事故.期满", 2016);
    let below = node.children.iter().flat_map(|child| std::iter::once(child).chain(&child.children));
    let told: Vec<_> = below.filter(|n| n.mechanism == Mechanism::MonthEnd).map(|n| n.value.as_deref()).collect();
    assert_eq!(told, [Some("2016-02-29")]);
}

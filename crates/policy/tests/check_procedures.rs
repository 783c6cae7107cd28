//! Procedures and duties over two packs: what the checker understood, as a service of cases gets it, and what it tells.

use expect_test::expect;
use quanheng_facts::problem::{Language, Problem, Severity};
use quanheng_policy::check::check;
use quanheng_policy::ir::{Each, Program};
use quanheng_policy::pack::{CheckedPack, PackSource, PackText};
use quanheng_policy::source::read_pack;

use crate::program_dump::dump;

const BASE: &str = "程序片段 申诉（决定：结论）
  期限 当日不计，末日遇假 待定「申诉末日遇假」：末日方式
  不停止执行
  步骤 提出
    当事人 可以 书面申诉，于 15日「申诉期限」 内，自 收到决定 次日
  步骤 答复
    决定机关 应当 书面答复，于 30日「答复期限」 内，自 收到申诉 次日
    逾期 报 上级机关

程序片段 处理程序（建议：结论）
  步骤 核实认定
  步骤 提出建议
  步骤 组织决定
    必须先有 听取陈述(当事人) 或 拒绝陈述记录
  步骤 谈话
  步骤 办理
  申诉 依 申诉

义务「事故调查报告批复」
  由 负责事故调查的政府
  每 安全事故
  应当 批复，于（视 级别：重大 → 30日「特大批复期限」；其余 → 15日「批复期限」）内，自 收到报告
  可以延长 一次，不超过 30日「批复延长」，当 级别 = 重大";

const CHILD: &str = "认定项 容错申请.经验区分：区分 由 受理机关 凭 调查报告
认定项组 容错申请.六要素：区分 包括 动机、后果 由 受理机关 凭 调查报告 各附 理由
结论类 应当核实

程序 容错认定（容错申请）
  申请人：受到问责追责的单位、人员
  受理机关：按《示例条例》第2条的管理权限
  回避 本人、近亲属、原问责案经办人
  期限 待定「容错首日」：首日方式，末日遇假 待定「容错末日遇假」：末日方式

  步骤 申请
    申请人 可以 提出，于 待定「申请期限」：工作日 内
    须附 申请书、事项、所据情形
  步骤 受理
    受理机关 应当 决定受理或不受理，于 待定「受理期限」：工作日 内，自 收到
    受理机关 应当 对不受理的说明理由
    逾期 催办；再逾期 报 上级机关
  步骤 调查
    受理机关 应当 核实，于 待定「调查期限」：工作日 内，自 受理
    必须先有 听取陈述(申请人) 或 拒绝陈述记录
    必须先填齐 经验区分、六要素
    中止 司法或纪律审查未结，至 结案
    可以延长 一次，由 受理机关负责人，附 理由
  步骤 认定
    受理机关 应当 集体作出容错结论，于 待定「认定期限」：工作日 内，自 调查结束
    决定人 不同于 调查人
  步骤 告知
    受理机关 应当 书面告知申请人，于 待定「告知期限」：工作日 内，自 认定
    告知 申诉途径
  步骤 公开
    当 结果 = 免责
    受理机关 应当 公开，范围 待定「公开范围」：文本，于 待定「公开期限」：工作日 内
  步骤 纠错
    当 结果 不为 不予容错
    申请人 应当 完成纠错方案
    申请人 应当 回报，每 30日「回访间隔」，至 办结
  申诉 依 base·申诉

设 受理期限 = 5工作日，由「示例省委办公厅」于 2017-03-01，因「会议纪要」

义务「移送诬告」
  由 核查机关
  每 容错申请
  当 恶意诬陷
  应当 移送有管辖权的机关，须附 证据、法律依据
  决定人 不同于 核查人

义务「考评结果报送」
  由 省统计局
  每 年度 应当 报送 考评结果
  不迟于 次年 6月15日，末日遇假 顺延
  逾期 报 省政府办公厅
  适用 2013年度 至 2014年度

程序 能上能下（应当核实） 依 base·处理程序";

const BASE_TABLES: &str = "# 事实表

```规则
实体 单位
实体 人员
枚举 级别（由高到低）：重大、一般
事件 安全事故（单位），见下表
```
| 栏 | 类型 |
|---|---|
| 发生日 | 日期 |
| 级别 | 级别 |
";

const CHILD_TABLES: &str = "# 事实表

```规则
枚举 容错结果：免责、从轻、不予容错
枚举 区分：无意过失、谋取私利
事件 容错申请（申请人：单位 或 人员），见下表
```
| 栏 | 类型 |
|---|---|
| 申请日 | 日期 |
| 结果 | 容错结果，可缺 |
| 恶意诬陷 | 布尔，可缺 |
";

fn pack(id: &str, basis: &str, tables: &str, rules: &str) -> PackSource {
    let toml =
        format!("id = \"{id}\"\ntitle = \"示例\"\nissuer = \"示例机关\"\nregion = \"示例省\"\nversion = \"1.0.0\"\nlanguage = 1\n{basis}");
    let law = format!("# 示例办法\n\n## 第一条 {{#第一条}}\n\n```规则\n{rules}\n```\n");
    let files =
        [("pack.toml", toml), ("tables.md", tables.to_owned()), ("law/10-甲.md", law), ("tests/1.md", "`覆盖 甲#第一条`\n".to_owned())];
    let files = files.into_iter().map(|(path, text)| (path.to_owned(), text)).collect();
    let (source, problems) = read_pack(&PackText { folder: id.to_owned(), files });
    assert_eq!(problems, Vec::new());
    source
}

fn packs(base: &str, child: &str) -> Vec<PackSource> {
    let basis = format!("basis = [{{ id = \"base\", version = \"1.0.0\", hash = \"{}\" }}]\n", "0".repeat(64));
    vec![pack("base", "", BASE_TABLES, base), pack("child", &basis, CHILD_TABLES, child)]
}

fn told(problems: &[Problem]) -> String {
    problems.iter().map(|p| p.render(Language::Chinese) + "\n").collect()
}

fn checked(child: &str) -> (CheckedPack, Vec<Problem>) {
    let (checked, problems) = check(&packs(BASE, child));
    assert!(problems.iter().all(|p| p.severity != Severity::Error), "{}", told(&problems));
    (checked.unwrap(), problems)
}

fn about_cases(program: &Program) -> String {
    let text = dump(program);
    let from = text.find("\n程序").map_or(0, |at| at.saturating_add(1));
    text.get(from..).unwrap_or_default().to_owned()
}

#[test]
fn what_a_service_of_cases_gets() {
    let (pack, _) = checked(CHILD);
    expect![[r#"
        程序片段 base/甲#第一条/申诉（结论）
          期限 当日不计 末日遇假 待定「申诉末日遇假」
          不停止执行
          步骤 提出：总是
            当事人 可以 “书面申诉” 于 「申诉期限」 Day 自 记录 收到决定 次日
          步骤 答复：总是
            决定机关 应当 “书面答复” 于 「答复期限」 Day 自 记录 收到申诉 次日
            逾期 报 上级机关
        程序片段 base/甲#第一条/处理程序（结论）
          步骤 核实认定：总是
          步骤 提出建议：总是
          步骤 组织决定：总是
            必须先有 听取陈述(当事人) 或 拒绝陈述记录
          步骤 谈话：总是
          步骤 办理：总是
          申诉 依 申诉
        程序 child/甲#第一条/容错认定（容错申请）
          申请人：受到问责追责的单位、人员
          受理机关：按《示例条例》第2条的管理权限
          回避 本人、近亲属、原问责案经办人
          期限 待定「容错首日」 末日遇假 待定「容错末日遇假」
          步骤 申请：总是
            申请人 可以 “提出” 于 待定「申请期限」 WorkingDay（待定） 须附 申请书、事项、所据情形
          步骤 受理：总是
            受理机关 应当 “决定受理或不受理” 于 待定「受理期限」 WorkingDay 自 记录 收到
            受理机关 应当 “对不受理的说明理由”
            逾期 催办；再逾期 报 上级机关
          步骤 调查：总是
            受理机关 应当 “核实” 于 待定「调查期限」 WorkingDay（待定） 自 步骤 受理
            必须先有 听取陈述(申请人) 或 拒绝陈述记录
            必须先填齐 容错申请.经验区分
            必须先填齐 容错申请.动机
            必须先填齐 容错申请.后果
            中止 “司法或纪律审查未结” 至 记录 结案
            可以延长 “一次” 由 受理机关负责人 附 理由
          步骤 认定：总是
            受理机关 应当 “集体作出容错结论” 于 待定「认定期限」 WorkingDay（待定） 自 记录 调查结束
            决定人 不同于 调查人
          步骤 告知：总是
            受理机关 应当 “书面告知申请人” 于 待定「告知期限」 WorkingDay（待定） 自 步骤 认定
            告知 “申诉途径”
          步骤 公开：程序.容错认定.公开
            受理机关 应当 “公开” 于 待定「公开期限」 WorkingDay（待定） 范围 待定「公开范围」
          步骤 纠错：程序.容错认定.纠错
            申请人 应当 “完成纠错方案”
            申请人 应当 “回报” 每 「回访间隔」 Day 至 记录 办结
          申诉 依 申诉
        程序 child/甲#第一条/能上能下（结论类 应当核实）
          依 处理程序
        义务 base/甲#第一条/事故调查报告批复 每 安全事故：义务.事故调查报告批复
            负责事故调查的政府 应当 “批复” 于 (视 安全事故.级别：重大 → 「特大批复期限」；其余 → 「批复期限」) Day 自 记录 收到报告
            可以延长 “一次” 不超过 「批复延长」 Day 当 (安全事故.级别 = 重大)
        义务 child/甲#第一条/移送诬告 每 容错申请：义务.移送诬告
            核查机关 应当 “移送有管辖权的机关” 须附 证据、法律依据
            决定人 不同于 核查人
        义务 child/甲#第一条/考评结果报送 [2013-01-01–2014-12-31] 每 年度：义务.考评结果报送
            省统计局 应当 “报送 考评结果” 不迟于 次年 6-15 末日遇假 顺延
            逾期 报 省政府办公厅
    "#]]
    .assert_eq(&about_cases(&pack.program));
    let program = &pack.program;
    let year = program.duties.iter().find(|d| d.label == "考评结果报送").unwrap();
    assert_eq!(year.each, Each::Year);
    assert_eq!(program.variable(year.guard).unwrap().name, "义务.考评结果报送");
}

#[test]
fn what_is_told_of_it() {
    let (_, problems) = checked(CHILD);
    let lines: String = problems.iter().map(|p| format!("{} {}\n", p.id, p.text.zh)).collect();
    expect![[r#"
        words-met-once 只出现一次的叫法：「收到决定」「决定机关」「收到申诉」「上级机关」「听取陈述」「拒绝陈述记录」「负责事故调查的政府」「收到报告」
        limit-terms-missing 期限「于（视 级别：重大 → 30日「特大批复期限」；其余 → 15日「批复期限」）内，自 收到报告」没有说当日计不计
        words-met-once 只出现一次的叫法：「近亲属」「原问责案经办人」「申请书」「事项」「所据情形」「收到」「上级机关」「听取陈述」「拒绝陈述记录」「结案」「受理机关负责人」「理由」「调查结束」「调查人」「办结」「核查机关」「证据」「法律依据」「核查人」「省统计局」「省政府办公厅」
    "#]].assert_eq(&lines);
}

/// Another pack's procedures are seen only by those that build on it, and a name stands for one.
#[test]
fn names_over_packs() {
    let ids = |child: &str| -> Vec<&'static str> {
        let (_, problems) = check(&packs(BASE, child));
        problems.iter().filter(|p| p.severity == Severity::Error).map(|p| p.id).collect()
    };
    assert_eq!(ids("程序 申诉（人员）\n  办理人：某人\n  步骤 一\n    办理人 应当 办理"), ["duplicate-name"]);
    assert_eq!(ids("程序 甲（人员） 依 base·处理"), ["procedure-unknown"]);
    assert_eq!(ids("程序 甲（人员） 依 bass·申诉"), ["basis-missing"]);
    assert_eq!(ids("程序 甲（干部） 依 申诉"), ["unknown-name"]);
    assert_eq!(ids("义务「甲」 由 单位 每 容错申请 应当 报送\n义务「甲」 由 单位 每 容错申请 应当 存档"), ["duplicate-label"]);
    assert_eq!(ids("义务「甲」 由 单位 每 容错申请 应当 报送，适用 2016-06-01 至 2015-01-01"), ["validity-reversed"]);
    assert_eq!(ids("义务「甲」 由 单位 每 年度 应当 报送，适用 2016-06-01 起"), ["day-where-year"]);
    assert_eq!(ids("义务「甲」 由 单位 每 容错申请 应当 报送，于 30日「期限」 内，自 结果"), ["type-mismatch"]);
    assert_eq!(ids("义务「甲」 由 单位 每 容错申请 当 申请人 应当 报送"), ["type-mismatch"]);
}

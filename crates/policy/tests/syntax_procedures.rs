//! Procedures and duties in Chinese and in English words: one tree; and what is told where they cannot be read.

use expect_test::{Expect, expect};
use quanheng_facts::problem::{Language, Problem};
use quanheng_policy::pack::{PackSource, PackText};
use quanheng_policy::source::read_pack;

use crate::tree_dump;

fn read(rules: &str) -> (PackSource, Vec<Problem>) {
    let toml = "id = \"shili\"\ntitle = \"示例\"\nissuer = \"示例机关\"\nregion = \"示例省\"\nversion = \"1.0.0\"\nlanguage = 1\n";
    let law = format!("# 示例办法\n\n## 第一条 {{#第一条}}\n\n```rules\n{rules}\n```\n");
    let files = vec![("pack.toml".to_owned(), toml.to_owned()), ("law/10-甲.md".to_owned(), law)];
    read_pack(&PackText { folder: String::new(), files })
}

fn trees(rules: &str) -> String {
    let (pack, problems) = read(rules);
    let told: Vec<String> = problems.iter().map(|p| p.render(Language::Chinese)).collect();
    assert!(told.is_empty(), "{rules}\n{}", told.join("\n"));
    pack.tree.statements.iter().map(|s| format!("{}\n", tree_dump::statement(s))).collect()
}

#[track_caller]
fn check(chinese: &str, english: &str, expect: Expect) {
    let tree = trees(chinese);
    expect.assert_eq(&tree);
    assert_eq!(tree, trees(english), "the English words give another tree");
}

#[test]
fn a_procedure() {
    check(
        "程序 容错认定（容错申请）
  申请人：受到问责追责的单位、人员
  受理机关：按《示例条例》2016年6月1日的规定
  回避 本人、近亲属
  期限 待定「首日」：首日方式，末日遇假 待定「末日」：末日方式
  不停止执行
  步骤 申请
    申请人 可以 提出，于 待定「申请期限」：工作日 内
    须附 申请书、事项
  步骤 受理
    当 级别 = 重大 除非 已撤回
    受理机关 应当 决定受理或不受理，于 5工作日「受理期限」 内，自 收到 次日
    受理机关 应当 对不受理的说明理由          # 批注不是文字
    受理机关 不得 拖延。
    逾期 催办；再逾期 报 上级机关
    必须先有 听取陈述(申请人) 或 拒绝陈述记录
    必须先填齐 经验区分、单位.私利区分
    中止 司法审查未结，至 结案
    可以延长 一次，不超过 30日「延长」，由 负责人，附 理由，当 级别 = 重大
    决定人 不同于 调查人
  步骤 公开 当 级别 = 重大
    受理机关 应当 公开，范围 待定「公开范围」：文本，不迟于 次年 6月15日，末日遇假 顺延
    申请人 应当 回报，每 30日「间隔」，至 办结
    告知 申诉途径
  申诉 依 national-base·申诉",
        "procedure 容错认定(容错申请)
  申请人: 受到问责追责的单位、人员
  受理机关: 按《示例条例》2016年6月1日的规定
  recuse 本人|近亲属
  terms open'首日': 首日方式, if_holiday open'末日': 末日方式
  stays_in_force
  step 申请
    申请人 may 提出, within open'申请期限': 工作日
    attach 申请书|事项
  step 受理
    when 级别 = 重大 unless 已撤回
    受理机关 must 决定受理或不受理, within 5工作日'受理期限', after 收到 next_day
    受理机关 must 对不受理的说明理由
    受理机关 must_not 拖延。
    overdue remind; again report_to 上级机关
    requires 听取陈述(申请人) or 拒绝陈述记录
    requires_filled 经验区分|单位.私利区分
    suspend 司法审查未结, until 结案
    may_extend 一次, up_to 30日'延长', body 负责人, giving 理由, when 级别 = 重大
    决定人 other_than 调查人
  step 公开 when 级别 = 重大
    受理机关 must 公开, scope open'公开范围': 文本, no_later_than next_year 6月15日, if_holiday 顺延
    申请人 must 回报, every 30日'间隔', until 办结
    tell 申诉途径
  appeal by national-base·申诉",
        expect![[r#"
            (procedure 容错认定 (index 容错申请) (role 申请人 “受到问责追责的单位、人员”) (role 受理机关 “按《示例条例》2016年6月1日的规定”) (recuse 本人 近亲属) (terms (open 首日 首日方式) (holiday (open 末日 末日方式))) stays-in-force (appeal national-base·申诉) 
              (step 申请 
                (May 申请人 “提出” (within (open 申请期限 工作日)) (attach 申请书 事项))) 
              (step 受理 (when (= 级别 重大)) (unless 已撤回) 
                (Must 受理机关 “决定受理或不受理” (within 5工作日「受理期限」 (from 收到) next-day)) 
                (Must 受理机关 “对不受理的说明理由”) 
                (MustNot 受理机关 “拖延。”) 
                (requires 听取陈述(申请人) 拒绝陈述记录) 
                (filled 经验区分 单位.私利区分) 
                (suspend “司法审查未结” 结案) 
                (extend “一次” (up-to 30日「延长」) (by 负责人) (giving 理由) (when (= 级别 重大))) 
                (overdue remind (again report:上级机关)) 
                (apart 决定人 调查人)) 
              (step 公开 (when (= 级别 重大)) 
                (Must 受理机关 “公开” (by next-year 6-15 (holiday 顺延)) (scope (open 公开范围 文本))) 
                (Must 申请人 “回报” (every 30日「间隔」 办结)) 
                (tell “申诉途径”)))
        "#]],
    );
}

#[test]
fn fragments_and_duties() {
    check(
        "程序片段 申诉（决定：结论）
  期限 当日不计，末日遇假 顺延
  步骤 提出
    当事人 可以 书面申诉，于 15日「申诉期限」 内，自 收到决定 次日
程序 能上能下（应当核实） 依 national-base·能上能下程序
义务「报送」
  由 省统计局
  每 年度 应当 报送 考评结果
  不迟于 次年 6月15日，末日遇假 待定「报送末日」：末日方式
  逾期 报 省政府办公厅
  适用 2013年度 至 2014年度
义务「批复」 由 示例省政府 每 安全事故 当 级别 = 重大
  期限 当日计入
  应当 批复，于（视 级别：特别重大 → 30日「特大批复」；其余 → 15日「批复期限」）内，自 收到报告",
        "fragment 申诉(决定: 结论)
  terms day_one_out, if_holiday 顺延
  step 提出
    当事人 may 书面申诉, within 15日'申诉期限', after 收到决定 next_day
procedure 能上能下(应当核实) by national-base·能上能下程序
duty '报送'
  body 省统计局
  every 年度 must 报送 考评结果
  no_later_than next_year 6月15日, if_holiday open'报送末日': 末日方式
  overdue report_to 省政府办公厅
  applies 2013年度 until 2014年度
duty '批复' body 示例省政府 every 安全事故 when 级别 = 重大
  terms day_one_in
  must 批复, within (match 级别: 特别重大 -> 30日'特大批复'; rest -> 15日'批复期限'), after 收到报告",
        expect![[r#"
            (fragment 申诉 (index 决定:结论) (terms 当日不计 (holiday 顺延)) 
              (step 提出 
                (May 当事人 “书面申诉” (within 15日「申诉期限」 (from 收到决定) next-day))))
            (procedure 能上能下 (index 应当核实) (like national-base·能上能下程序))
            (duty 报送 (each 年度) (Must 省统计局 “报送 考评结果” (by next-year 6-15 (holiday (open 报送末日 末日方式)))) (overdue report:省政府办公厅) (valid 2013..2014))
            (duty 批复 (each 安全事故) (when (= 级别 重大)) (terms 当日计入) (Must 示例省政府 “批复” (within (group (match 级别 (arm (of 特别重大) 30日「特大批复」) (rest 15日「批复期限」))) (from 收到报告))))
        "#]],
    );
}

/// What cannot be read costs its statement, is told where it stands, and does not hide what comes after.
#[test]
fn what_cannot_be_read() {
    let (pack, problems) = read(
        "程序 甲（容错申请）
  受理机关：某机关，并报上级
  步骤 受理
    受理机关应当 决定
    受理机关 应当 决定，自 收到
    受理机关 应当 决定，并告知申请人
    受理机关 应当
    逾期 视为同意
    再逾期 催办
    当 级别 = 重大
  步骤 完
  期限 当日不计
  办事人：某人
义务「乙」
  应当 报送
义务「丙」 由 甲县
程序 丁（容错申请）
  回避 本人
义务「戊」 由 甲县 应当 报送，不迟于 6月，适用 2016年度 起
义务「己」 由 甲县 应当 报送，适用 2016年度 起",
    );
    let told: String = problems.iter().map(|p| format!("{} {}\n", p.id, p.render(Language::Chinese).lines().next().unwrap())).collect();
    expect![[r#"
        prose-comma 问题[prose-comma] law/10-甲.md:7:12（第一条）
        missing-space 问题[missing-space] law/10-甲.md:9:5（第一条）
        expected 问题[expected] law/10-甲.md:10:16（第一条）
        prose-comma 问题[prose-comma] law/10-甲.md:11:16（第一条）
        expected 问题[expected] law/10-甲.md:13:5（第一条）
        overdue-action 问题[overdue-action] law/10-甲.md:13:8（第一条）
        clause-order 问题[clause-order] law/10-甲.md:17:3（第一条）
        expected 问题[expected] law/10-甲.md:20:3（第一条）
        expected 问题[expected] law/10-甲.md:21:11（第一条）
        expected 问题[expected] law/10-甲.md:23:8（第一条）
        expected 问题[expected] law/10-甲.md:24:22（第一条）
    "#]]
    .assert_eq(&told);
    let trees: Vec<String> = pack.tree.statements.iter().map(tree_dump::statement).collect();
    expect!["(duty 己 (Must 甲县 “报送”) (valid 2016..))"].assert_eq(&trees.join("\n"));
}

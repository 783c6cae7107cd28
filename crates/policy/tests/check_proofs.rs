//! What the checker accepts and what it refuses: 不适用, conditions that hold together, order, names. Each line is a small pack.

use expect_test::expect;
use quanheng_facts::problem::{Language, Problem};
use quanheng_policy::check::check;
use quanheng_policy::pack::PackText;
use quanheng_policy::source::read_pack;

const TOML: &str = "id = \"shili\"\ntitle = \"示例\"\nissuer = \"示例机关\"\nregion = \"示例省\"\nversion = \"1.0.0\"\nlanguage = 1\n";

const TABLES: &str = "# 表

```规则
实体 单位
实体 市：单位
实体 县区：单位，上级 市
枚举 队组：县市、城区
枚举 等次（由高到低）：优秀、良好、较差

事实 人口（县区，年度），见下表
```
| 栏 | 类型 | 可认表头 |
|---|---|---|
| 总数 | 整数「人」 | 总数 |
| 归组 | 队组 | 归组 |
| 评定 | 等次 | 评定 |
| 收入 | 金额 | 收入 |
| 甲、乙、丙 | 布尔 | 甲、乙、丙 |
| 位次 | 整数，1 至 107 | 位次 |
| 分数 | 小数(2) | 分数 |
| 档 | 整数，1 至 3 | 档 |

```规则
事实 考评（县区，年度），始于 2008年度，见下表
  完整 由 省统计局 按 年度 确认
```
| 栏 | 类型 | 可认表头 |
|---|---|---|
| 得分 | 小数(4)，可缺 | 得分 |
| 名次 | 整数，可缺 | 名次 |

```规则
定义 市.人数（年度）：整数
  即 100
```

```规则
事件 事故（县区），见下表
  完整 由 省安监局 按 年度 确认
```
| 栏 | 类型 | 可认表头 |
|---|---|---|
| 发生日 | 日期 | 日期 |
| 死亡 | 整数「人」 | 死亡人数 |
";

fn problems(rules: &str) -> Vec<Problem> {
    let law = format!("# 示例\n\n## 第一条 {{#第一条}}\n\n```规则\n{}\n```\n", rules.trim());
    let files = [("pack.toml", TOML), ("tables.md", TABLES), ("law/10-甲.md", law.as_str()), ("tests/10.md", "`覆盖 甲#第一条`\n")];
    let text = PackText { folder: String::new(), files: files.into_iter().map(|(p, t)| (p.to_owned(), t.to_owned())).collect() };
    let (source, mut problems) = read_pack(&text);
    problems.extend(check(&[source]).1);
    problems
}

/// The rules raise exactly these problems.
fn raises(rules: &str, ids: &[&str]) {
    let mut found = problems(rules);
    // A small example need not name its numbers.
    found.retain(|p| p.id != "repeated-number" || ids.contains(&p.id));
    let told: Vec<String> = found.iter().map(|p| p.render(Language::English)).collect();
    let found: Vec<&str> = found.iter().map(|p| p.id).collect();
    assert_eq!(found, ids, "{rules}\n{}", told.join("\n"));
}

const RISE: &str = "定义 县区.进位（年度）：整数，可不适用\n  当 甲\n  则 1\n";

/// A condition about 县区, beside a 进位 that may be 不适用.
fn condition(condition: &str, ids: &[&str]) {
    raises(&format!("{RISE}定义 县区.结果（年度）：布尔\n  即 {condition}"), ids);
}

/// Two exceptions to one definition, with these conditions.
fn two(one: &str, other: &str, ids: &[&str]) {
    raises(
        &format!("定义 县区.结果（年度）：整数\n  即 0\n例外「一」于 结果\n  当 {one}\n  则 1\n例外「二」于 结果\n  当 {other}\n  则 2"),
        ids,
    );
}

#[test]
fn not_applicable_is_handled_from_left_to_right() {
    condition("进位 > 0", &["unhandled-na"]);
    condition("有值(进位) 且 进位 > 0", &[]);
    condition("进位 > 0 且 有值(进位)", &["unhandled-na"]);
    condition("非 不适用(进位) 且 进位 > 0", &[]);
    condition("不适用(进位) 或 进位 > 0", &[]);
    condition("有值(进位) 或 进位 > 0", &["unhandled-na"]);
    condition("(进位 不适用则 0) > 0", &[]);
    condition("有记录(考评.名次) 且 考评.名次 = 1", &[]);
    condition("有记录(考评) 且 考评.名次 = 1", &[]);
    condition("有记录(考评.得分) 且 考评.名次 = 1", &["unhandled-na"]);
    condition("考评.名次 = 1", &["unhandled-na"]);
    condition("有值(上年(进位)) 且 上年(进位) > 0", &[]);
    condition("有值(进位) 且 上年(进位) > 0", &["unhandled-na"]);
    condition("不适用(进位)", &[]);
    condition("总数 > 上年(总数)", &[]);
}

/// What is asked over other entities lets no 不适用 through, so no word for years that were not assessed can stand for it.
#[test]
fn not_applicable_inside_a_count_is_handled_there() {
    let run = |of: &str, ids: &[&str]| raises(&format!("定义 县多（年度）：布尔\n  即 {of}"), ids);
    run("连续(3，计数(县区，当 考评.名次 = 1) > 1)", &["unhandled-na"]);
    run("连续(3，计数(县区，当 考评.名次 = 1) > 1，未考核 中断)", &["unhandled-na", "unassessed-refused"]);
    run("连续(3，计数(县区，当 有值(考评.名次) 且 考评.名次 = 1) > 1)", &[]);
    let own = |of: &str, ids: &[&str]| raises(&format!("定义 县区.一直（年度）：布尔\n  即 {of}"), ids);
    own("连续(3，考评.名次 = 1)", &["unassessed-missing"]);
    own("连续(3，考评.名次 = 1，未考核 中断)", &[]);
    own("近(3，考评.名次 × 2 > 3 且 甲，未考核 中断) ≥ 2", &[]);
}

#[test]
fn a_table_is_asked_about_for_the_entity_and_year_at_hand() {
    let asked = |of: &str, expr: &str, ids: &[&str]| raises(&format!("定义 {of}：布尔\n  即 {expr}"), ids);
    for expr in ["有记录(考评)", "有记录(考评.名次)", "无记录(考评)"] {
        asked("县区.问（年度）", expr, &[]);
        asked("市.问（年度）", expr, &["wrong-owner"]);
        asked("县区.问", expr, &["period-missing"]);
        asked("县区.问", &format!("曾(自 2010年度，{expr})"), &["period-missing"]);
    }
}

#[test]
fn what_is_read_through_somebody_is_read() {
    let place = "定义 事故.属地：县区\n  当 重\n  则 县区\n  缺省 县区\n";
    raises(&format!("{place}定义 事故.重：布尔\n  即 死亡 > 1"), &[]);
    raises(&format!("{place}定义 事故.重：布尔\n  即 属地.编号 = “甲” 或 死亡 > 1"), &["circular-definition"]);
    let town = "定义 县区.城：布尔\n  即 编号 = “甲”\n";
    raises(&format!("{town}{place}定义 事故.重：布尔\n  即 属地.城 或 死亡 > 1"), &["circular-definition"]);
}

/// Whether the first day counts, and what of a holiday, is asked at the first limit that does not say it.
#[test]
fn what_a_limit_leaves_unsaid_is_told_once() {
    let limits = |terms: &str, limits: [&str; 3], told: &[(&str, &str)]| {
        let [one, two, three] = limits;
        let rules = format!(
            "程序 认定（县区，年度）\n  受理机关：按管理权限\n{terms}  步骤 受理\n    受理机关 应当 决定，于 {one}\n    受理机关 应当 告知，于 {two}\n    受理机关 应当 公开，于 {three}"
        );
        let found = problems(&rules);
        let found: Vec<(&str, bool)> = found
            .iter()
            .filter(|p| p.id != "words-met-once")
            .map(|p| (p.id, told.iter().any(|(_, name)| p.text.zh.contains(name))))
            .collect();
        assert_eq!(found, told.iter().map(|(id, _)| (*id, true)).collect::<Vec<_>>(), "{rules}");
    };
    let unsaid = ["5工作日「一限」 内，自 收到", "3工作日「二限」 内，自 收到", "7日「三限」 内，自 收到"];
    limits("", unsaid, &[("limit-terms-missing", "一限")]);
    limits("", [&format!("{} 次日", unsaid[0]), unsaid[1], unsaid[2]], &[("limit-terms-missing", "二限")]);
    limits(
        "",
        ["5工作日「一限」 内，自 收到 次日", "3小时「二限」 内，自 收到", "7日「三限」 内，自 收到 次日"],
        &[("holiday-missing", "三限")],
    );
    let twice = ["5日「一限」 内，自 收到", "3工作日「二限」 内，自 收到", "7日「三限」 内，自 收到"];
    limits("  期限 当日不计\n", twice, &[("holiday-missing", "一限")]);
    limits("  期限 当日不计，末日遇假 顺延\n", twice, &[]);
}

/// A kind and an id can be asked of an entity that a row names, where no entity is at hand.
#[test]
fn what_a_row_names_can_be_asked_where_nobody_is_at_hand() {
    let table = "事实 分工（年度），见下表\n```\n| 栏 | 类型 |\n|---|---|\n| 牵头县 | 县区 |\n| 牵头单位 | 单位 |\n\n```规则\n";
    let asked = |ty: &str, of: &str, ids: &[&str]| raises(&format!("{table}定义 牵头（年度）：{ty}\n  即 {of}"), ids);
    asked("整数「人」", "牵头县.总数", &[]);
    asked("文本", "牵头县.编号", &[]);
    asked("布尔", "牵头单位.种类 为 县区", &[]);
    asked("整数「人」", "牵头单位.总数 不适用则 0", &[]);
    asked("整数「人」", "牵头单位.总数", &["unhandled-na"]);
    asked("布尔", "种类 为 县区", &["wrong-owner"]);
}

/// A condition on published places must be the same for all that compete: what nobody owns, or a definition made of such things.
#[test]
fn published_places_are_taken_for_a_whole_group() {
    let guard = |definition: &str, guard: &str, ids: &[&str]| {
        let rank = "排名 县区.名（年度）\n  从 县区，当 有值(考评.得分)\n  依 考评.得分，从高到低\n  并列 同名次\n  缺值 存疑\n";
        raises(&format!("{rank}定义 {definition}\n例外「照公布」于 名，公布\n  当 {guard}\n  则 考评.名次"), ids);
    };
    guard("县区.达标（年度）：布尔 即 甲", "达标", &["places-mixed"]);
    guard("县区.齐（年度）：布尔 即 已完整(考评)", "齐", &[]);
    guard("齐（年度）：布尔 即 已完整(考评)", "齐", &[]);
    guard("县区.可（年度，队组）：布尔 即 已完整(考评)", "可(县市)", &[]);
    guard("县区.可（年度，队组）：布尔 即 已完整(考评)", "可(归组)", &["places-mixed"]);
    guard("县区.可（年度，队组）：布尔 即 甲", "可(县市)", &["places-mixed"]);
    guard("可（年度，队组）：布尔 即 已完整(考评)", "可(县市)", &[]);
    guard("可（年度，队组）：布尔 即 已完整(考评)", "可(归组)", &["places-mixed"]);
    guard("市.齐（年度）：布尔 即 已完整(考评)", "上级.齐", &["places-mixed"]);
}

#[test]
fn weights_that_are_written_down_come_to_the_whole() {
    let weights = |one: &str, other: &str, ids: &[&str]| {
        let rules = format!("定义 县区.综合（年度）：小数(8)，可不适用\n  即 加权(归一(总数，极差) 权 {one}，归一(位次，极差) 权 {other})");
        let found = problems(&rules);
        let found: Vec<&str> = found.iter().map(|p| p.id).filter(|id| *id != "unnamed-number").collect();
        assert_eq!(found, ids, "{rules}");
    };
    weights("50%", "50%", &[]);
    weights("50%", "40%", &["weights-not-whole"]);
    weights("50%「一」", "40%", &["weights-not-whole"]);
    weights("60%「一」", "50%「二」", &["weights-not-whole"]);
    weights("100%「一」", "0%「二」", &[]);
}

#[test]
fn groups_of_judgements_have_names_of_their_own() {
    let group = |of: &str, members: &str| format!("认定项组 {of}（年度）：布尔 包括 {members} 由 示例省应急厅 凭 报告\n");
    raises(&(group("县区.要素", "态度、条件") + &group("县区.素质", "学识、经验") + &group("市.要素", "心态、时机")), &[]);
    raises(&(group("县区.要素", "态度、条件") + &group("县区.要素", "学识、经验")), &["duplicate-name"]);
}

#[test]
fn not_applicable_passes_through_values_of_what_may_be_so() {
    raises(&format!("{RISE}定义 县区.双倍（年度）：整数，可不适用\n  即 进位 × 2，最低 0"), &[]);
    raises(&format!("{RISE}定义 县区.双倍（年度）：整数\n  即 进位 × 2，最低 0"), &["unhandled-na"]);
    raises(&format!("{RISE}定义 县区.双倍（年度）：整数，可不适用\n  当 进位 > 0\n  则 1"), &["unhandled-na"]);
    raises(&format!("{RISE}定义 县区.双倍（年度）：整数\n  当 有值(进位)\n  则 进位 × 2\n  缺省 0"), &[]);
}

#[test]
fn exceptions_may_take_every_case_of_not_applicable() {
    let base = format!("{RISE}定义 县区.奖（年度）：整数\n  当 乙\n  则 进位\n  缺省 0\n");
    raises(&format!("{base}例外「没有」于 奖\n  当 乙 且 不适用(进位)\n  则 0"), &[]);
    raises(&format!("{base}例外「没有」于 奖\n  当 不适用(进位) 且 丙\n  则 0"), &["unhandled-na"]);
    raises(
        &format!(
            "{base}例外「没有」于 奖，可并存\n  当 不适用(进位) 且 丙\n  则 0\n例外「也没有」于 奖，可并存\n  当 不适用(进位) 且 非 丙\n  则 0"
        ),
        &[],
    );
    // In force too late to help.
    raises(&format!("{base}例外「没有」于 奖，适用 2016年度 起\n  当 乙 且 不适用(进位)\n  则 0"), &["unhandled-na"]);
}

#[test]
fn a_definition_in_force_in_some_years_is_not_applicable_in_others() {
    let late = "定义 县区.奖（年度）：整数，适用 2016年度 起\n  即 1\n";
    raises(&format!("{late}定义 县区.和（年度）：整数\n  即 奖"), &["unhandled-na"]);
    raises(&format!("{late}定义 县区.和（年度）：整数，适用 2016年度 起\n  即 奖"), &[]);
    raises(&format!("{late}定义 县区.和（年度）：整数，适用 2016年度 起\n  即 上年(奖)"), &["unhandled-na"]);
    raises(&format!("{late}定义 县区.和（年度）：整数，适用 2017年度 起\n  即 上年(奖)"), &[]);
}

#[test]
fn rankings_may_be_not_applicable_and_lists_never() {
    let rank = "排名 县区.名（年度）\n  从 县区，当 甲\n  依 总数，从大到小\n  并列 同名次\n  缺值 存疑\n";
    raises(&format!("{rank}定义 县区.第一（年度）：布尔\n  即 名 = 1"), &["unhandled-na"]);
    let rank_of_all = rank.replace("，当 甲", "");
    raises(&format!("{rank_of_all}定义 县区.第一（年度）：布尔\n  即 名 = 1"), &[]);
    let list = "名单 县区.前三（年度）\n  从 县区，当 甲\n  依 总数，从大到小\n  取 3 名「前三名额」\n  割线并列 全取\n  缺值 存疑\n";
    raises(&format!("{list}定义 县区.入选（年度）：布尔\n  即 前三 且 乙"), &[]);
    raises(&list.replace("依 总数", "依 考评.得分"), &["unhandled-na"]);
    raises(&list.replace("依 总数", "依 考评.得分").replace("当 甲", "当 有值(考评.得分)"), &[]);
}

#[test]
fn conditions_that_cannot_hold_together_need_no_order() {
    two("甲", "乙", &["overlap"]);
    two("甲", "非 甲", &[]);
    two("甲 且 乙", "非 甲 或 非 乙", &[]);
    two("归组 为 县市", "归组 为 城区", &[]);
    two("归组 = 县市", "归组 ≠ 县市", &[]);
    two("评定 ≥ 良好", "评定 为 较差", &[]);
    two("评定 ≥ 良好", "评定 < 优秀", &["overlap"]);
    two("总数 < 10", "总数 ≥ 10", &[]);
    two("总数 ≤ 10", "总数 ≥ 10", &["overlap"]);
    two("总数 > 10", "总数 < 11", &[]);
    two("收入 > 10元", "收入 < 11元", &["overlap"]);
    two("总数 > 上年(总数)", "上年(总数) ≥ 总数", &[]);
    two("总数 为 1、2", "总数 > 2", &[]);
    two("10 < 总数", "总数 = 10", &[]);
    two("甲 且 总数 < 3 且 总数 > 5", "甲", &["dead-rule"]);
    let two = |one: &str, other: &str, ids: &[&str]| {
        let good = "定义 县区.好（年度）：布尔，可不适用\n  当 甲\n  则 乙\n定义 县区.结果（年度）：整数\n  即 0\n";
        raises(&format!("{good}例外「一」于 结果\n  当 {one}\n  则 1\n例外「二」于 结果\n  当 {other}\n  则 2"), ids);
    };
    two("好 不适用则 否", "不适用(好)", &[]);
    two("好 不适用则 是", "不适用(好)", &["overlap"]);
    two("好 不适用则 丙", "不适用(好) 且 非 丙", &[]);
}

#[test]
fn numbers_are_looked_at_with_their_limits_and_together() {
    // The column's own limits.
    two("位次 < 1", "甲", &["dead-rule"]);
    two("位次 ≤ 1", "位次 > 106", &[]);
    two("位次 > 104 且 乙", "位次 ≥ 107", &["overlap"]);
    // Steps: two places, so there is nothing between.
    two("分数 > 59.99", "分数 < 60", &[]);
    two("分数 > 59.98", "分数 < 60", &["overlap"]);
    // The year before is a reading of its own.
    two("总数 > 10", "上年(总数) ≤ 10", &["overlap"]);
    two("总数 > 10 且 上年(甲)", "上年(非 甲)", &[]);
    two("上年(任一)", "非 上年(甲) 且 非 上年(乙)", &["unknown-name"]);
    // Sums, differences and multiples.
    two("总数 + 位次 ≥ 200 人", "总数 < 90 且 位次 < 100", &[]);
    two("总数 + 位次 ≥ 200 人", "总数 < 110 且 位次 < 100", &["overlap"]);
    two("总数 − 位次 > 5", "位次 + 5 ≥ 总数", &[]);
    two("总数 × 2 > 9", "总数 ≤ 4", &[]);
    two("总数 × 2 > 9", "总数 ≤ 5", &["overlap"]);
    two("总数 > 上年(总数) 且 上年(总数) > 往年(2，总数)", "往年(2，总数) ≥ 总数", &[]);
    // Enums and their order, against each other too.
    two("评定 > 上年(评定)", "评定 为 较差", &[]);
    two("评定 > 上年(评定) 且 上年(评定) ≥ 良好", "评定 为 良好", &[]);
    // A number that is one thing here and another there.
    two("总数 > (视 归组：县市 → 10；城区 → 20)", "总数 ≤ 10", &[]);
    two("总数 > (视 归组：县市 → 10；城区 → 20)", "总数 ≤ 11", &["overlap"]);
    two("最大(总数，位次) > 50", "总数 < 50 且 位次 < 50", &[]);
    two("(进位 不适用则 0) > 0", "不适用(进位)", &["unknown-name"]);
    // Years.
    two("年度 < 2016年度", "年度 ≥ 2016年度", &[]);
    two("年度 < 2016年度 且 甲", "年度 ≥ 2015年度", &["overlap-undecided"]);
    // What cannot be taken apart is not decided.
    two("总数 × 位次 > 100", "甲", &["overlap-undecided"]);
}

#[test]
fn numbers_that_change_are_taken_as_they_are_in_each_year() {
    let named = "定义 县区.限（年度）：整数\n  即 10「门槛」\n";
    let two = |change: &str, ids: &[&str]| {
        raises(
            &format!(
                "{named}定义 县区.结果（年度）：整数\n  即 0\n例外「一」于 结果\n  当 总数 ≥ 门槛\n  则 1\n例外「二」于 结果\n  当 总数 < 12\n  则 2\n{change}"
            ),
            ids,
        );
    };
    two("改 门槛 自 2018年度 为 12", &["overlap"]);
    let never = named.replace("10", "12");
    raises(
        &format!(
            "{never}定义 县区.结果（年度）：整数\n  即 0\n例外「一」于 结果\n  当 总数 ≥ 门槛\n  则 1\n例外「二」于 结果\n  当 总数 < 12\n  则 2\n改 门槛 自 2018年度 为 15"
        ),
        &[],
    );
    raises(
        "定义 县区.结果（年度）：整数\n  即 0\n例外「旧」于 结果，适用 2010年度 至 2012年度\n  当 甲\n  则 1\n例外「新」于 结果，适用 2013年度 起\n  当 乙\n  则 2",
        &[],
    );
}

/// What the problems of these rules say in Chinese.
fn said(rules: &str) -> String {
    problems(rules).iter().map(|p| p.render(Language::Chinese)).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_number_with_one_value_is_the_same_at_all_times_and_the_case_is_of_a_usual_year() {
    let two =
        "定义 县区.结果（年度）：整数\n  即 0\n例外「一」于 结果\n  当 总数 ≥ 门槛\n  则 1\n例外「二」于 结果\n  当 总数 < 12 人\n  则 2";
    let told = said(&format!("参数 门槛：整数「人」 自 2016年度 为 10 人\n{two}"));
    assert!(told.contains("`年度 2020`") && told.contains("| 10人 | 冲突 |"), "{told}");
    let told = said(&format!("参数 门槛：整数「人」 自 2016年度 为 12 人，自 2018年度 为 10 人\n{two}"));
    assert!(told.contains("`年度 2018`") && told.contains("| 10人 | 冲突 |"), "{told}");
    let held = |values: &str, ids: &[&str]| {
        raises(&format!("参数 线：整数「人」 {values}\n定义 县区.够（年度）：布尔\n  即 总数 ≥ 线\n校验「够高」 线 ≥ 12 人"), ids);
    };
    held("自 2016年度 为 12 人", &[]);
    held("自 2016年度 为 12 人，自 2018年度 为 10 人", &["assertion-never-holds"]);
}

/// Two rules that meet are shown by a test that can be copied: it names what is given, and which result is asked for.
#[test]
fn rules_that_meet_are_shown_by_a_test() {
    let case = |definition: &str, one: &str, other: &str| {
        let told = said(&format!("{definition}\n例外「一」于 结果\n  当 {one}\n  则 1\n例外「二」于 结果\n  当 {other}\n  则 2"));
        told.lines().map(str::trim).filter(|l| l.starts_with(['`', '|']) && !l.contains("---")).collect::<Vec<_>>().join("\n")
    };
    let yearly = "定义 县区.结果（年度）：整数\n  即 0";
    let by_group = "定义 县区.结果（年度，队组）：整数\n  即 0";
    let by_grade = "定义 县区.结果（年度，档次：等次）：整数\n  即 0";
    let cases = [
        case(by_group, "队组 为 城区 且 甲", "乙"),
        case(by_group, "甲", "乙"),
        case(by_grade, "档次 ≥ 优秀", "档次 ≥ 良好 且 评定 为 较差"),
        case(yearly, "上年(甲)", "往年(2，总数) > 5"),
        case(yearly, "有值(考评.名次) 且 考评.名次 = 1", "收入 ≥ 100元"),
        case("定义 县区.总数（年度）：整数「人」\n  即 1 人\n定义 县区.结果（年度）：整数\n  即 0", "人口.总数 > 1", "乙"),
        case(yearly, "计数(事故，当 死亡 > 1) = 0 且 甲", "非 存在(事故)"),
        case(yearly, "无记录(考评)", "乙"),
    ];
    expect![[r#"
        `各行独立` `年度 2020`
        | 甲 | 乙 | ⇒ 结果(城区) |
        | 是 | 是 | 冲突 |
        `各行独立` `年度 2020`
        | 甲 | 乙 | ⇒ 结果(县市) |
        | 是 | 是 | 冲突 |
        `各行独立` `年度 2020`
        | 评定 | ⇒ 结果(优秀) |
        | 较差 | 冲突 |
        `各行独立` `年度 2020`
        | 上年(甲) | 总数 2018年度 | ⇒ 结果 |
        | 是 | 6人 | 冲突 |
        `各行独立` `年度 2020`
        | 名次 | 收入 | ⇒ 结果 |
        | 1 | 100元 | 冲突 |
        `各行独立` `年度 2020`
        | 人口.总数 | 乙 | ⇒ 结果 |
        | 2人 | 是 | 冲突 |
        `各行独立` `年度 2020` `完整 事故`
        | 甲 | ⇒ 结果 |
        | 是 | 冲突 |
        `各行独立` `年度 2020` `完整 考评`
        | 乙 | ⇒ 结果 |
        | 是 | 冲突 |"#]]
    .assert_eq(&cases.join("\n"));
}

#[test]
fn what_never_matters_is_told() {
    let guard = |guard: &str, ids: &[&str]| raises(&format!("定义 县区.结果（年度）：整数\n  当 {guard}\n  则 1\n  缺省 0"), ids);
    guard("总数 > 3 且 总数 > 5", &["dead-condition"]);
    guard("总数 > 3 且 甲", &[]);
    guard("位次 ≥ 1 且 甲", &["dead-condition"]);
    guard("甲 或 (甲 且 乙)", &["dead-condition"]);
    guard("甲 或 (非 甲 且 乙)", &[]);
    guard("甲 且 甲", &["dead-condition"]);
    // Of a hundred parts, too; more are not looked at.
    let long = |parts: i32| format!("{} 且 甲", (1..parts).map(|n| format!("总数 ≠ {n}")).collect::<Vec<_>>().join(" 且 "));
    guard(&long(100).replace("总数 ≠ 1 ", "甲 "), &["dead-condition"]);
    guard(&long(101).replace("总数 ≠ 1 ", "甲 "), &[]);
    // What stands after it needs it said.
    guard("有值(考评.名次) 且 考评.名次 > 3", &[]);
    guard("不适用(考评.名次) 或 考评.名次 > 3", &[]);
    let three = |last: &str, ids: &[&str]| {
        raises(
            &format!(
                "定义 县区.结果（年度）：整数\n  即 0\n例外「一」于 结果\n  当 甲 且 乙\n  则 1\n例外「二」于 一\n  当 {last}\n  则 2"
            ),
            ids,
        );
    };
    three("甲", &["always-overridden"]);
    three("甲 且 丙", &[]);
}

#[test]
fn a_match_may_name_every_number_of_its_column() {
    let by = |arms: &str, ids: &[&str]| raises(&format!("定义 县区.结果（年度）：整数\n  即 视 {arms}"), ids);
    by("档：1 → 10；2 → 20；3 → 30", &[]);
    by("档：1 → 10；2、3 → 20", &[]);
    by("档：1 → 10；2 → 20", &["match-gap"]);
    by("位次：1 → 10；2 → 20", &["match-gap"]);
    by("总数：1 → 10；2 → 20", &["match-gap"]);
    by("总数：1 → 10；其余 → 20", &[]);
}

#[test]
fn names_and_numbers_that_mislead_are_told() {
    raises("定义 县区.未评（年度）：布尔\n  即 甲\n定义 县区.末评（年度）：布尔\n  即 乙", &["look-alike-names"]);
    raises("定义 县区.未评（年度）：布尔\n  即 甲\n定义 县区.末位评（年度）：布尔\n  即 乙", &[]);
    raises("定义 县区.大（年度）：布尔\n  即 总数 ≥ 30\n定义 县区.小（年度）：布尔\n  即 总数 < 30", &["repeated-number"]);
    raises("定义 县区.大（年度）：布尔\n  即 总数 ≥ 30「大县」\n定义 县区.小（年度）：布尔\n  即 总数 < 大县", &[]);
    raises("定义 县区.大（年度）：布尔\n  即 总数 ≥ 30\n定义 县区.小（年度）：布尔\n  即 位次 < 30", &[]);
}

#[test]
fn a_boolean_under_a_name_is_looked_into() {
    let named = "定义 县区.任一（年度）：布尔\n  即 甲 或 乙\n定义 县区.结果（年度）：整数\n  即 0\n";
    raises(&format!("{named}例外「一」于 结果\n  当 任一\n  则 1\n例外「二」于 结果\n  当 非 甲 且 非 乙\n  则 2"), &[]);
    raises(&format!("{named}例外「一」于 结果\n  当 任一\n  则 1\n例外「二」于 结果\n  当 非 甲\n  则 2"), &["overlap"]);
}

#[test]
fn a_third_exception_above_both_settles_it() {
    raises(
        "定义 县区.结果（年度）：整数\n  即 0\n例外「一」于 结果\n  当 甲\n  则 1\n例外「二」于 结果\n  当 乙\n  则 2\n例外「都有」于 一、二\n  当 甲 且 乙\n  则 3",
        &[],
    );
}

#[test]
fn a_quota_that_is_amended_must_stay_sensible() {
    let list = "名单 县区.前列（年度）\n  从 县区\n  依 总数，从大到小\n  取 35%「前列比例」，取整 舍，基数 全部参评\n  割线并列 全取\n  缺值 存疑\n";
    raises(&format!("{list}改 前列比例 自 2018年度 为 40%"), &[]);
    raises(&format!("{list}改 前列比例 自 2018年度 为 140%"), &["quota-out-of-range"]);
    raises(&format!("{list}改 前列比例 自 2018年度 为 10 名"), &["type-mismatch"]);
}

#[test]
fn names_mean_what_stands_nearest() {
    // A value of the enum before anything else of that name.
    raises("定义 县区.县市（年度）：布尔\n  即 归组 为 县市\n定义 县区.也是（年度）：布尔\n  即 县市", &[]);
    raises("定义 县区.倒写（年度）：布尔\n  即 县市 = 归组", &[]);
    raises("定义 县区.市里人（年度）：整数\n  即 上级.人数", &[]);
    raises("定义 县区.全称（年度）：整数\n  即 人口.总数 + 县区.总数", &[]);
    raises("定义 县区.是县（年度）：布尔\n  即 种类 为 单位", &[]);
    raises("定义 县区.谁（年度）：整数\n  即 视 种类：县区 → 1；其余 → 0", &[]);
    raises("定义 县区.几个（年度）：整数\n  即 计数(县区，当 总数 > 100，组 归组)", &[]);
    raises("定义 全省总数（年度）：整数\n  即 计数(县区，当 甲)", &[]);
    raises("定义 全省总数（年度）：整数\n  即 总数", &["wrong-owner"]);
}

#[test]
fn types_and_units() {
    let value = |ty: &str, expr: &str, ids: &[&str]| raises(&format!("定义 县区.值（年度）：{ty}\n  即 {expr}"), ids);
    value("金额", "收入 × 2", &[]);
    value("金额", "收入 × 35%「比例」", &[]);
    value("比例", "收入 ÷ 收入", &[]);
    value("比例", "总数 占 总数", &[]);
    value("金额", "收入 + 2", &["type-mismatch"]);
    value("整数", "收入 ÷ 收入 × 收入", &["type-mismatch"]);
    value("整数", "总数 + 3 人「增加」", &[]);
    value("整数", "总数 + 3 名「增加」", &[]);
    value("整数", "总数 + 3 个月「增加」", &["units-differ"]);
    value("年度", "年度 + 1", &[]);
    value("年度", "年度 − 1", &[]);
    value("整数", "年度 − 2016年度", &[]);
    value("等次", "优秀", &[]);
    value("等次", "视 归组：县市 → 优秀；城区 → 良好", &[]);
    value("布尔", "评定 > 归组", &["type-mismatch"]);
}

#[test]
fn problems_come_sorted_by_place() {
    let found = problems(
        "定义 县区.一（年度）：整数\n  即 没有甲\n定义 县区.二（年度）：整数\n  即 没有乙\n定义 县区.三（年度）：整数\n  即 没有丙",
    );
    let mut sorted = found.clone();
    sorted.sort();
    assert_eq!(found, sorted);
    assert_eq!(found.len(), 3);
    assert!(found.first().unwrap().text.zh.contains("没有甲"));
}

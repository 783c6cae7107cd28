//! What the checker accepts and what it refuses: 不适用, conditions that hold together, order, names. Each line is a small pack.

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

#[test]
fn what_never_matters_is_told() {
    let guard = |guard: &str, ids: &[&str]| raises(&format!("定义 县区.结果（年度）：整数\n  当 {guard}\n  则 1\n  缺省 0"), ids);
    guard("总数 > 3 且 总数 > 5", &["dead-condition"]);
    guard("总数 > 3 且 甲", &[]);
    guard("位次 ≥ 1 且 甲", &["dead-condition"]);
    guard("甲 或 (甲 且 乙)", &["dead-condition"]);
    guard("甲 或 (非 甲 且 乙)", &[]);
    guard("甲 且 甲", &["dead-condition"]);
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

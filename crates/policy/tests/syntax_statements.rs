//! Each construct of the language in Chinese and in English words, full- and half-width: one tree.

use expect_test::{Expect, expect};
use quanheng_facts::problem::Language;
use quanheng_policy::pack::PackText;
use quanheng_policy::source::read_pack;

use crate::tree_dump;

/// The trees of one block of rules, tables after it.
fn trees(rules: &str, tables: &str) -> String {
    let toml = "id = \"shili\"\ntitle = \"示例\"\nissuer = \"示例机关\"\nregion = \"示例省\"\nversion = \"1.0.0\"\nlanguage = 1\n";
    let law = format!("# 示例办法\n\n## 第一条 {{#第一条}}\n\n```rules\n{rules}\n```\n{tables}\n");
    let files = vec![("pack.toml".to_owned(), toml.to_owned()), ("law/10-甲.md".to_owned(), law)];
    let (pack, problems) = read_pack(&PackText { folder: String::new(), files });
    let told: Vec<String> = problems.iter().map(|p| p.render(Language::Chinese)).collect();
    assert!(told.is_empty(), "{rules}\n{}", told.join("\n"));
    let trees: Vec<String> = pack.tree.statements.iter().map(tree_dump::statement).collect();
    format!("{}\n", trees.join("\n"))
}

#[track_caller]
fn check(chinese: &str, english: &str, expect: Expect) {
    let tree = trees(chinese, "");
    expect.assert_eq(&tree);
    assert_eq!(tree, trees(english, ""), "the English words give another tree");
}

/// One expression, as the body of a definition.
#[track_caller]
fn check_expression(chinese: &str, english: &str, expect: Expect) {
    let (zh, en) = (trees(&format!("定义 x：布尔 即 {chinese}"), ""), trees(&format!("define x: 布尔 is {english}"), ""));
    expect.assert_eq(zh.trim_end().strip_prefix("(define x 布尔 (is ").unwrap().strip_suffix("))").unwrap());
    assert_eq!(zh, en, "the English words give another tree");
}

#[test]
fn entities_and_enums() {
    check(
        "实体 县区：单位，上级 市\n实体 单位\n枚举 等次（由高到低）：优秀、良好\n枚举 领域，可增：安全、环境\n枚举 领域 增：扶贫",
        "entity 县区: 单位, parent 市\nentity 单位\nenum 等次 (high_first): 优秀|良好\nenum 领域, extensible: 安全、环境\nenum 领域 adds: 扶贫",
        expect![[r#"
            (entity 县区 (of 单位) (under 市))
            (entity 单位)
            (enum 等次 HighFirst (values 优秀 良好))
            (enum 领域 extensible (values 安全 环境))
            (enum 领域 adds (values 扶贫))
        "#]],
    );
}

#[test]
fn tables_of_facts() {
    let chinese = trees(
        "时段 区划类别（县区），见下表\n事实 公布名单（县区，年度，奖项），可多行，始于 待定「起始」：年度，见下表\n  完整 由 省统计局、公布通告 按 年度、奖项 确认\n完整 区划类别 由 省民政厅 按 年度 确认",
        "| 栏 | 类型 | 可认表头 |\n|---|---|---|\n| 类别 | 队组 | 类别、县/区 |\n| 自 | 日期 | 起 |\n| 至 | 日期，可空 | |\n\n| 栏 | 类型 | 可认表头 |\n|---|---|---|\n| 表名 | — | 获奖名单 |\n| 奖项 | 枚举（由高到低）：十强县、五强区，可缺 | 奖项 |\n| 得分 | 小数(4)，0 至 110，可缺，依据 得分依据 | 总分 |\n| 甲票、乙票 | 整数「人」，≥ 0，缺省 0 | 甲、乙 |",
    );
    expect![[r#"
        (span 区划类别 (index 县区) 
          (column 类别 队组 (headings 类别 县/区)) 
          (column 自 日期 (headings 起)) 
          (column 至 日期 nullable))
        (fact 公布名单 (index 县区 年度 奖项) many-rows (begins (open 起始 年度)) (complete (by 省统计局 公布通告) (per 年度 奖项)) 
          (column 表名 key (headings 获奖名单)) 
          (column 奖项 (enum HighFirst 十强县 五强区) (headings 奖项) missable) 
          (column 得分 小数(4)[0..110] (headings 总分) missable (basis 得分依据)) 
          (column 甲票 整数「人」 (headings 甲) (at-least 0) (default 0)) 
          (column 乙票 整数「人」 (headings 乙) (at-least 0) (default 0)))
        (complete-of 区划类别 (complete (by 省民政厅) (per 年度)))
    "#]]
    .assert_eq(&chinese);
    let english = trees(
        "span 区划类别(县区), see_table\nfact 公布名单(县区, 年度, 奖项), many_rows, begins open'起始': 年度, see_table\n  complete body 省统计局|公布通告 per 年度|奖项 confirmed\ncomplete 区划类别 body 省民政厅 per 年度 confirmed",
        "| column | type | headings |\n|---|---|---|\n| 类别 | 队组 | 类别、县/区 |\n| 自 | 日期 | 起 |\n| 至 | 日期, nullable | |\n\n| column | type | headings |\n|---|---|---|\n| 表名 | - | 获奖名单 |\n| 奖项 | enum (high_first): 十强县、五强区, missable | 奖项 |\n| 得分 | 小数(4), 0 until 110, missable, rests_on 得分依据 | 总分 |\n| 甲票\\|乙票 | 整数'人', >= 0, default 0 | 甲、乙 |",
    );
    assert_eq!(chinese, english);
}

#[test]
fn what_is_left_open_and_settled() {
    check(
        "待定「取整」：取整方式 可选 舍、入 影响 县区.奖金、县区.名次\n待定「认法」 可选 以公布为准、以计算为准\n设 shili-2016·取整 = 入，由「示例机关」于 2018-01-15，因「便于计算」",
        "open「取整」: 取整方式 options 舍|入 affects 县区.奖金|县区.名次\nopen'认法' options 以公布为准|以计算为准\nsettle shili-2016·取整 = 入, body'示例机关' dated 2018-01-15, because'便于计算'",
        expect![[r#"
            (statement (open 取整 取整方式) (options 舍 入) (affects 县区.奖金 县区.名次))
            (statement (open 认法) (options 以公布为准 以计算为准))
            (settle shili-2016·取整 入 (by 示例机关) 2018-01-15 (because 便于计算))
        "#]],
    );
}

#[test]
fn numbers_and_what_changes_them() {
    check(
        "参数 基数：金额 自 2016年度 为 50万元 自 2018-01-01 为 60万元\n改 shili-2016·奖金基数 自 2018年度 为 60万元\n停用 shili-2016·奖金「首次进入」 自 2018年度\n参数 标准：表（组别 × 奖项 → 金额） 自 2016年度 为 县市 × 甲、乙 → 5万元；其余 → 1万元 自 2018年度 为 其余 → 2万元\n改 标准（县市，甲） 自 2019年度 为 6万元\n改 标准 自 2020年度 为 县市 × 甲 → 7万元；其余 → 3万元\n校验「合计」 每 民主测评：甲票 + 乙票 = 有效票\n校验「权重」 甲 + 乙 = 100%",
        "param 基数: 金额 starting 2016年度 as 50万元 starting 2018-01-01 as 60万元\namend shili-2016·奖金基数 starting 2018年度 as 60万元\nrepeal shili-2016·奖金'首次进入' starting 2018年度\nparam 标准: 表(组别 * 奖项 -> 金额) starting 2016年度 as 县市 * 甲|乙 -> 5万元; rest -> 1万元 starting 2018年度 as rest -> 2万元\namend 标准(县市, 甲) starting 2019年度 as 6万元\namend 标准 starting 2020年度 as 县市 * 甲 -> 7万元; rest -> 3万元\nassert'合计' every 民主测评: 甲票 + 乙票 = 有效票\nassert'权重' 甲 + 乙 = 100%",
        expect![[r#"
            (param 基数 金额 (from 2016 50万元) (from 2018-01-01 60万元))
            (amend shili-2016·奖金基数 (from 2018 60万元))
            (repeal shili-2016·奖金「首次进入」 2018)
            (param 标准 表(组别 奖项 -> 金额) (from 2016 (cells (cell (of [县市] [甲 乙]) 5万元) (cell rest 1万元))) (from 2018 (cells (cell rest 2万元))))
            (amend 标准 县市 甲 (from 2019 6万元))
            (amend 标准 (from 2020 (cells (cell (of [县市] [甲]) 7万元) (cell rest 3万元))))
            (assert 合计 (each 民主测评) (= (+ 甲票 乙票) 有效票))
            (assert 权重 (= (+ 甲 乙) 100%))
        "#]],
    );
}

#[test]
fn definitions() {
    check(
        "定义 单位.考核等次（年度）：单位等次 即 年度目标考核.等次\n定义 县区.奖金（年度）：金额，可不适用\n  适用 2016年度 至 2018年度\n  当 下列之一\n    （一）入选 且 名次 = 1\n    （二）首次入选\n  除非 有否决事项\n  则 50万元「基数」 + 10万元「每位」 × 进位，最低 0元，最高 100万元「上限」\n  缺省 0元\n定义 全省.起算年：年度，适用 2016-06-01 起 即 2016年度",
        "define 单位.考核等次(年度): 单位等次 is 年度目标考核.等次\ndefine 县区.奖金(年度): 金额, maybe_na\n  applies 2016年度 until 2018年度\n  when any_of\n    (一) 入选 and 名次 = 1\n    (二) 首次入选\n  unless 有否决事项\n  then 50万元'基数' + 10万元'每位' * 进位, min 0元\n    max 100万元'上限'\n  default 0元\ndefine 全省.起算年: 年度, applies 2016-06-01 onward is 2016年度",
        expect![[r#"
            (define 单位.考核等次 (index 年度) 单位等次 (is 年度目标考核.等次))
            (define 县区.奖金 (index 年度) 金额 maybe-na (valid 2016..2018) (when (any-of 一=(and 入选 (= 名次 1)) 二=首次入选)) (unless 有否决事项) (then (clip (+ 50万元「基数」 (× 10万元「每位」 进位)) (min 0元) (max 100万元「上限」))) (default 0元))
            (define 全省.起算年 年度 (valid 2016-06-01..) (is 2016年度))
        "#]],
    );
}

#[test]
fn exceptions_bounds_and_presumptions() {
    check(
        "例外「无名次」于 奖金、shili-2016·奖金「首次」·全部，让于 第一名，可并存任取，适用 2017年度 起\n  在「首次」适用时\n  当 入选 除非 不适用(进位)\n  则 待定「换组」：金额\n界限「名单之外」于 名次\n  当 已完整(名单，十强县)\n  则 不小于 十强名额 + 1\n推定「无否决」于 有否决事项 当 不适用(否决记录) 则 否，因「公布即已核过」",
        "exception'无名次' over 奖金|shili-2016·奖金'首次'·everything, yields_to 第一名, coexist_any, applies 2017年度 onward\n  where_applies'首次'\n  when 入选 unless 不适用(进位)\n  then open'换组': 金额\nbound'名单之外' over 名次\n  when 已完整(名单, 十强县)\n  then at_least 十强名额 + 1\npresume'无否决' over 有否决事项 when 不适用(否决记录) then 否, because'公布即已核过'",
        expect![[r#"
            (exception 无名次 (over 奖金 shili-2016·奖金「首次」·all) (yields 第一名) CoexistAny (valid 2017..) (where-applies 首次) (when 入选) (unless (call 不适用 进位)) (then (open 换组 金额)))
            (bound 名单之外 名次 (when (call 已完整 名单 十强县)) (at-least (+ 十强名额 1)))
            (presume 无否决 有否决事项 (when (call 不适用 否决记录)) (then 否) (because 公布即已核过))
        "#]],
    );
}

#[test]
fn rankings_and_lists() {
    check(
        "排名 县区.名次（年度）\n  从 县区，限 市、县区，当 参评\n  分组 队组\n  依 得分，从高到低；次序，从小到大\n  并列 同名次\n  缺值 存疑\n名单 县区.十强县（年度），适用 2016年度 起\n  从 县区，当 队组 为 县市\n  分组 视 同组：分 → 种类；其余 → 全体\n  依 名次，从小到大\n  取 35%「比例」，取整 取整法，基数 全部参评，计数 成员\n  割线并列 待定「割线」：割线方式\n  缺值 末位\n  否决 有否决事项，递补\n  直接入选 上年第一，占名额",
        "rank 县区.名次(年度)\n  from 县区, limit 市|县区, where 参评\n  group 队组\n  by 得分, best_first; 次序, smallest_first\n  ties 同名次\n  missing 存疑\nlist 县区.十强县(年度), applies 2016年度 onward\n  from 县区, where 队组 in 县市\n  group match 同组: 分 -> 种类; rest -> 全体\n  by 名次, smallest_first\n  take 35%'比例', rounding 取整法, base 全部参评, counting 成员\n  cut_ties open'割线': 割线方式\n  missing 末位\n  veto 有否决事项, 递补\n  admit 上年第一, 占名额",
        expect![[r#"
            (rank 县区.名次 (index 年度) (from 县区 (limit 市 县区) (when 参评) (group 队组)) (down 得分) (up 次序) (ties 同名次) (missing 存疑))
            (list 县区.十强县 (index 年度) (valid 2016..) (from 县区 (when (in 队组 县市)) (group (match 同组 (arm (of 分) 种类) (rest 全体)))) (up 名次) (take 35%「比例」) (rounding 取整法) (base 全部参评) (counting 成员) (cut-ties (open 割线 割线方式)) (missing 末位) (veto 有否决事项 递补) (admit 上年第一 占名额))
        "#]],
    );
}

#[test]
fn conditions() {
    check_expression(
        "非 a = b 且 (c 或 d 不为 甲、乙) 且 s 含 e",
        "not a = b and (c or d not_in 甲|乙) and s has e",
        expect!["(and (not (= a b)) (group (or c (not-in d 甲 乙))) (has s e))"],
    );
    check_expression(
        "a ≠ 1 或 b < 2 或 c ≤ 3 或 d > 4 或 e ≥ 5",
        "a != 1 or b < 2 or c <= 3 or d > 4 or e >= 5",
        expect!["(or (≠ a 1) (< b 2) (≤ c 3) (> d 4) (≥ e 5))"],
    );
}

#[test]
fn arithmetic() {
    check_expression("甲 + 乙 × 丙 − 丁 ÷ 2 占 3", "甲 + 乙 * 丙 - 丁 / 2 of 3", expect!["(− (+ 甲 (× 乙 丙)) (share (÷ 丁 2) 3))"]);
    check_expression("x 不适用则 (y + 1) 后 1年", "x else_if_na (y + 1) plus 1年", expect!["(after (else-if-na x (group (+ y 1))) 1年)"]);
    check_expression(
        "区划类别.类别 以 年初 为准 为 县市",
        "区划类别.类别 as_at 年初 in 县市",
        expect!["(in (as-at 区划类别.类别 年初) 县市)"],
    );
    check_expression("-1 + １２.５ %", "-1 + 12.5%", expect!["(+ -1 12.5%)"]);
}

#[test]
fn values_and_calls() {
    check_expression(
        "f(2016-06-01，2016-06，2016年度，“文本”)",
        "f(2016-06-01, 2016-06, 2016年度, \"文本\")",
        expect!["(call f 2016-06-01 2016-06 2016年度 “文本”)"],
    );
    check_expression(
        "首次(入选，自 2008年度，凭 公布名单，当 a 且 b，组 g，在 所辖 县区，以 年末 为准，未考核 中断)",
        "首次(入选, since 2008年度, on 公布名单, where a and b, among_group g, in_window under 县区, as_at 年末, unassessed 中断)",
        expect![
            "(call 首次 入选 (since 2008年度) (on 公布名单) (where (and a b)) (among g) (within-under 县区) (as-at 年末) (unassessed 中断))"
        ],
    );
    check_expression(
        "有记录(公布名单.次序，十强县) 且 上级.名次",
        "有记录(公布名单.次序, 十强县) and 上级.名次",
        expect!["(and (call 有记录 公布名单.次序 十强县) 上级.名次)"],
    );
}

#[test]
fn matches() {
    check_expression(
        "视 队组：县市、镇 → 10 名「县名额」；城区 → 5 名；其余 → 0",
        "match 队组: 县市|镇 -> 10 名'县名额'; 城区 -> 5 名; rest -> 0",
        expect!["(match 队组 (arm (of 县市 镇) 10名「县名额」) (arm (of 城区) 5名) (rest 0))"],
    );
    check_expression(
        "(视 待定「取整」：舍 → 1；入 → 2) × 3，最高 5",
        "(match open'取整': 舍 -> 1; 入 -> 2) * 3, max 5",
        expect!["(clip (× (group (match (open 取整) (arm (of 舍) 1) (arm (of 入) 2))) 3) (max 5))"],
    );
}

#[test]
fn a_keyword_of_one_place_is_a_name_in_another() {
    check(
        "定义 县区.计数（年度）：整数 即 名单 + 上级.自 + 金额 + 结论",
        "define 县区.计数(年度): 整数 is 名单 + 上级.自 + 金额 + 结论",
        expect![[r#"
            (define 县区.计数 (index 年度) 整数 (is (+ (+ (+ 名单 上级.自) 金额) 结论)))
        "#]],
    );
}

#[test]
fn tiers_and_shares() {
    check(
        "分档 县区.档次（年度）：等次 从 县区，分组 队组 依 得分，从高到低 切 优秀 → 20%「优秀比例」；一般 → 其余，取整 舍，按累计 割线并列 全取 缺值 存疑",
        "tiers 县区.档次(年度): 等次 from 县区, group 队组 by 得分, best_first cut 优秀 -> 20%'优秀比例'; 一般 -> rest, rounding 舍, cumulated cut_ties 全取 missing 存疑",
        expect![[r#"
            (tiers 县区.档次 (index 年度) (type 等次) (from 县区 (group 队组)) (down 得分) (cut 优秀 20%「优秀比例」) (cut 一般 rest) (rounding 舍) (cumulated yes) (cut-ties 全取) (missing 存疑))
        "#]],
    );
    check(
        "分配 县区.应得（年度） 给 县区，当 参加 金额 总额 按 人口 × 2 精确到 分 尾差 最大余数，余数相同 依 次序，从小到大；编号，从大到小",
        "share 县区.应得(年度) to 县区, where 参加 amount 总额 per 人口 * 2 exact 分 remainder 最大余数, tie_by by 次序, smallest_first; 编号, largest_first",
        expect![[r#"
            (share 县区.应得 (index 年度) (from 县区 (when 参加)) (amount 总额) (weight (× 人口 2)) (exact-to 分) (remainder 最大余数) (up 次序) (down 编号))
        "#]],
    );
}

#[test]
fn scores() {
    check_expression(
        "加权(归一(得分，组 队组，标准分，保留 4位，舍，总体) 权 60%，保留 权 1 − 甲，不适用则 权重分摊)",
        "加权(归一(得分, among_group 队组, 标准分, keep 4位, 舍, 总体) weight 60%, 保留 weight 1 - 甲, else_if_na 权重分摊)",
        expect![
            "(call 加权 (weighted (call 归一 得分 (among 队组) 标准分 (keep 4位) 舍 总体) 60%) (weighted 保留 (− 1 甲)) (else-if-na 权重分摊))"
        ],
    );
}

//! Tests of packs: what a table may say, and that what came out can be put in its place.

use quanheng_facts::problem::Language;
use quanheng_policy::check::check;
use quanheng_policy::pack::PackText;
use quanheng_policy::pack_test::{Mode, TestOutcome, read_tests, run_table, updated};
use quanheng_policy::source::read_pack;

const TOML: &str = "id = \"shili-2016\"\ntitle = \"示例\"\nissuer = \"示例机关\"\nregion = \"示例省\"\nversion = \"1.0.0\"\nlanguage = 1\n";
const TABLES: &str = "# 表\n\n```规则\n实体 县区\n\n枚举 队组：县市、城区\n\n事实 考评（县区，年度），见下表\n  完整 由 示例局 按 年度 确认\n```\n\n\
    | 栏 | 类型 | 可认表头 |\n|---|---|---|\n| 得分 | 整数，0 至 100，可缺 | 分 |\n| 组 | 队组，可缺 | |\n";
const LAW: &str = "# 示例办法\n\n## 第一条 {#第一条}\n\n按得分排名，前几名发奖。\n\n```规则\n\
    待定「并列算不算」：割线方式 可选 全取、全不取\n\n\
    排名 县区.名次（年度）\n  从 县区，当 有值(考评.得分)\n  依 考评.得分，从高到低\n  并列 同名次\n  缺值 存疑\n\n\
    名单 县区.获奖（年度）\n  从 县区，当 有值(考评.得分)\n  依 考评.得分，从高到低\n  取 2名「名额」\n  割线并列 并列算不算\n  缺值 存疑\n\n\
    定义 县区.奖金（年度）：金额\n  当 获奖\n  则 10万元「基数」\n  缺省 0元\n```\n";

fn pack(tests: &str) -> PackText {
    let files = [("pack.toml", TOML), ("tables.md", TABLES), ("law/10-示例.md", LAW), ("tests/10-例.md", tests)];
    PackText { folder: String::new(), files: files.map(|(path, text)| (path.to_owned(), text.to_owned())).to_vec() }
}

fn run(tests: &str) -> Vec<TestOutcome> {
    let (source, problems) = read_pack(&pack(tests));
    assert_eq!(problems, []);
    let (checked, problems) = check(std::slice::from_ref(&source));
    let told: Vec<String> = problems.iter().map(|p| p.render(Language::Chinese)).collect();
    let program = checked.unwrap_or_else(|| unreachable!("{}", told.join("\n"))).program;
    let (tables, problems) = read_tests(&source);
    assert_eq!(problems, []);
    tables.iter().flat_map(|t| run_table(t, &program, None)).collect()
}

const ONE_WORLD: &str = "# 例\n\n## 并列 {#并列}\n\n`同一世界` `覆盖 示例#第一条` `年度 2016`\n\n\
    | 县区 | 得分 | ⇒ 名次 | ⇒ 获奖（并列算不算 = 全取） | ⇒ 获奖（并列算不算 = 全不取） | ⇒ 获奖 | ⇒ 状态 |\n|---|---|---|---|---|---|---|\n\
    | 甲县 | 90 | 1 | 是 | 是 | 是 | 成立 |\n| 乙县 | 80 | 2 | 是 | 否 | 未知：并列算不算 | 未知：待定「并列算不算」 |\n\
    | 丙县 | 80 | 2 | 是 | 否 | 未知 | 未知 |\n| 丁县 | 不适用 | 不适用 | 否 | 否 | 否 | 成立 |\n";

#[test]
fn rows_of_one_world_compete() {
    let outcomes = run(ONE_WORLD);
    let failed: Vec<String> = outcomes.iter().filter_map(|o| o.problem.as_ref()).map(|p| p.render(Language::Chinese)).collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    assert_eq!(outcomes.len(), 20);
}

#[test]
fn what_came_out_can_be_put_in_the_place_of_what_was_expected() {
    let wrong = ONE_WORLD.replace("| 90 | 1 | 是 |", "| 90 | 3 | 否 |").replace("未知：并列算不算", "未知：考评.得分");
    let outcomes = run(&wrong);
    let failed: Vec<&TestOutcome> = outcomes.iter().filter(|o| !o.passed).collect();
    assert_eq!(failed.iter().map(|o| o.actual.as_str()).collect::<Vec<_>>(), ["1", "是", "未知：待定「并列算不算」"]);
    let mended = updated(&wrong, &outcomes.iter().collect::<Vec<_>>());
    assert_eq!(mended, ONE_WORLD.replace("未知：并列算不算", "未知：待定「并列算不算」"));
    assert!(run(&mended).iter().all(|o| o.passed));
}

#[test]
fn a_missing_row_means_none_only_where_the_table_is_signed() {
    let head = "# 例\n\n## 缺行 {#缺行}\n\n`同一世界` `覆盖 示例#第一条` `年度 2016`";
    let table = |of_missing: &str| format!("\n\n| 县区 | 得分 | ⇒ 名次 |\n|---|---|---|\n| 甲县 | 90 | — |\n| 乙县 | — | {of_missing} |\n");
    let open = run(&format!("{head}{}", table("1…2")));
    let signed = run(&format!("{head} `完整 考评`{}", table("不适用")));
    assert!(open.iter().chain(&signed).all(|o| o.passed), "{open:?} {signed:?}");
}

#[test]
fn directives_add_up_until_the_next_mode_or_heading() {
    let text = "# 例\n\n## 甲\n\n`各行独立` `年度 2015` `设 得分 = 1，组 = 县市`\n\n| 获奖 | ⇒ 奖金 |\n|---|---|\n| 是 | 10万元 |\n\n`年度 2016` `设 得分 = 2`\n\n\
        | 获奖 | ⇒ 奖金 |\n|---|---|\n| 是 | 10万元 |\n\n`同一世界` `年度 2014` `严格` `规定以 2016年度 为准`\n\n| 县区 | ⇒ 奖金 |\n|---|---|\n| 甲县 | — |\n";
    let (source, _) = read_pack(&pack(text));
    let (tables, problems) = read_tests(&source);
    assert_eq!(problems, []);
    assert_eq!(tables.iter().map(|t| t.year.unwrap().0).collect::<Vec<_>>(), [2015, 2016, 2014]);
    assert_eq!(tables[1].mode, Mode::EachRow);
    let settings: Vec<(&str, &str)> = tables[1].settings.iter().map(|s| (s.name.text.as_str(), s.value.text.as_str())).collect();
    assert_eq!(settings, [("组", "县市"), ("得分", "2")]);
    assert!(tables[2].settings.is_empty() && tables[2].strict && tables[2].law_as_of.is_some());
}

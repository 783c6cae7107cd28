//! One mistake costs its statement and nothing else; every name lost is remembered.

use expect_test::expect;
use quanheng_facts::problem::Place;
use quanheng_policy::pack::place_of;
use quanheng_policy::pack::{PackSource, PackText};
use quanheng_policy::source::read_pack;

use crate::tree_dump;

fn read(law: &str, tables: &str) -> (PackSource, Vec<quanheng_facts::problem::Problem>) {
    let toml = "id = \"shili\"\ntitle = \"示例\"\nissuer = \"示例机关\"\nregion = \"示例省\"\nversion = \"1.0.0\"\nlanguage = 1\n";
    let files = vec![
        ("pack.toml".to_owned(), toml.to_owned()),
        ("law/10-甲.md".to_owned(), format!("# 示例办法\n\n## 第一条 {{#第一条}}\n\n```规则\n{law}\n```\n")),
        ("tables.md".to_owned(), tables.to_owned()),
    ];
    read_pack(&PackText { folder: "packs/示例".to_owned(), files })
}

fn told(problems: &[quanheng_facts::problem::Problem]) -> String {
    let lines: Vec<String> = problems.iter().map(|p| format!("{} {}\n", p.id, p.place)).collect();
    lines.concat()
}

#[test]
fn five_mistakes_give_five_problems_and_the_rest_is_read() {
    let law = "枚举 队组：县市、城区
定意 县区.甲（年度）：整数 即 1
定义 县区.乙（年度）：整数 即 2
例外「一」于 乙
  当 队组 为 县市 且名次 = 1
  则 3
定义 县区.丙（年度）：整数
  当 (入选 且 名次 = 1
  则 10 名「十强名额」
定义 县区.丁（年度）：整数 即 4
名单 县区.戊（年度）
  从 县区
  依 名次，从小道大
  取 10 名「名额」
  割线并列 全取
  缺值 存疑
判定表 己：等次
  就 县区（年度）
界限「名单之外」于 丁
  当 入选
  则 不小于 5";
    let (pack, problems) = read(law, "");
    expect![[r#"
        unknown-statement packs/示例/law/10-甲.md:7:1（第一条）
        missing-space packs/示例/law/10-甲.md:10:13（第一条）
        unclosed-bracket packs/示例/law/10-甲.md:13:5（第一条）
        expected packs/示例/law/10-甲.md:18:8（第一条）
        unknown-clause packs/示例/law/10-甲.md:23:3（第一条）
    "#]]
    .assert_eq(&told(&problems));
    let trees: Vec<String> = pack.tree.statements.iter().map(|s| format!("{}\n", tree_dump::statement(s))).collect();
    expect![[r#"
        (enum 队组 (values 县市 城区))
        (define 县区.乙 (index 年度) 整数 (is 2))
        (define 县区.丁 (index 年度) 整数 (is 4))
        (bound 名单之外 丁 (when 入选) (at-least 5))
    "#]]
    .assert_eq(&trees.concat());
    let lost: Vec<&str> = pack.tree.broken.iter().map(|w| w.text.as_str()).collect();
    expect![[r#"["甲", "一", "丙", "十强名额", "戊", "名额", "己"]"#]].assert_eq(&format!("{lost:?}"));
}

#[test]
fn several_broken_clauses_of_one_statement_are_all_told() {
    let law = "名单 县区.十强县（年度）
  从 且
  依 名次
  取 10千
  割线并列 全取
  缺值";
    let (pack, problems) = read(law, "");
    expect![[r#"
        reserved-word packs/示例/law/10-甲.md:7:5（第一条）
        expected packs/示例/law/10-甲.md:9:3（第一条）
        unknown-unit packs/示例/law/10-甲.md:9:7（第一条）
        expected packs/示例/law/10-甲.md:11:5（第一条）
    "#]]
    .assert_eq(&told(&problems));
    assert!(pack.tree.statements.is_empty());
}

#[test]
fn a_broken_statement_still_takes_its_table() {
    let tables = "```规则
事实 甲（县区，，年度），见下表
事件 乙（县区），见下表
事实 丙（县区），见下表
```
| 栏 | 类型 | 可认表头 |
|---|---|---|
| 一 | 整数 | |
| 栏 | 类型 |

| 栏 | 类型 | 可认表头 |
|---|---|---|
| 二 | 整数 | |

| 栏 | 类型 | 可认表头 |
|---|---|---|
| 三 | 整数，可却 | |
| 四 | 小数(2) | 第四 |
";
    let (pack, problems) = read("实体 县区", tables);
    expect![[r#"
        expected packs/示例/tables.md:2:9
        row-cells packs/示例/tables.md:9:1
        unknown-clause packs/示例/tables.md:17:10
    "#]]
    .assert_eq(&told(&problems));
    let trees: Vec<String> = pack.tree.statements.iter().map(|s| format!("{}\n", tree_dump::statement(s))).collect();
    expect![[r#"
        (entity 县区)
        (span 乙 (index 县区) 
          (column 二 整数))
        (fact 丙 (index 县区) 
          (column 四 小数(2) (headings 第四)))
    "#]]
    .assert_eq(&trees.concat());
}

#[test]
fn depth_is_a_message_not_a_crash() {
    let deepest = format!("定义 甲：整数 即 {}1{}", "(".repeat(199), ")".repeat(199));
    assert_eq!(told(&read(&deepest, "").1), "");
    let below = |rules: &str| read(rules, "").1.into_iter().map(|p| p.id).collect::<Vec<_>>();
    assert_eq!(below(&format!("定义 甲：整数 即 {}", "(".repeat(100_000))), ["too-deep"]);
    assert_eq!(below(&format!("定义 甲：整数 即 {}", "f(g，".repeat(100_000))), ["too-deep"]);
    assert_eq!(below(&format!("定义 甲：整数 即 1{}", " + 1".repeat(100_000))), ["too-deep"]);
    assert_eq!(below(&format!("定义 甲：整数 即 x{}", " 不适用则 y".repeat(100_000))), ["too-deep"]);
    assert_eq!(below(&format!("定义 甲：布尔 即 {}x", "非 ".repeat(100_000))), ["double-not"]);
    assert_eq!(below(&format!("定义 甲：布尔 即 x{}", " 且 x".repeat(10_000))), Vec::<&str>::new());
    let all_kinds = format!("定义 甲：布尔 即 {}x{}", "非 a = 1 + 2 × (".repeat(50), ")".repeat(50));
    assert_eq!(below(&all_kinds), ["too-deep"]);
}

#[test]
fn every_place_is_inside_its_file() {
    let (pack, _) = read("定义 县区.甲（年度）：整数 即 1 + 1", "");
    for statement in &pack.tree.statements {
        let place = place_of(&pack, statement.span);
        assert!(matches!(&place, Place::Text { line: 6, column: 1, article: Some(article), .. } if article == "第一条"), "{place:?}");
    }
}

#[test]
fn the_hash_is_of_the_text_not_of_its_line_ends() {
    let pack = |law: &str, order: bool| {
        let mut files = vec![("law/10-甲.md".to_owned(), law.to_owned()), ("CHANGELOG.md".to_owned(), "一\r\n".to_owned())];
        if order {
            files.reverse();
        }
        read_pack(&PackText { folder: "甲".to_owned(), files }).0
    };
    let one = pack("# 示例\n\n正文\n", false);
    let same = pack("\u{FEFF}# 示例\r\n\r\n正文\r\n", true);
    assert_eq!(one.hash, same.hash);
    assert_eq!(one.tree.files, same.tree.files);
    assert_ne!(one.hash, pack("# 示例\n\n正文。\n", false).hash);
    assert_eq!(one.tree.measures.first().map(|m| (m.name.as_str(), m.title.as_str())), Some(("甲", "示例")));
}

#[test]
fn articles_keep_gist_anchors_and_what_they_say() {
    let law = "# 示例办法\n\n前言。\n\n## 第六条 奖励 {#第六条 条号推定}\n\n各奖 100 万元，\n减完为止。`可执行`\n\n```规则\n实体 县区\n```\n\n后记。\n\n## 第八条至第九条 {#第八条} {#第九条}\n`缺文`：未得文本。\n";
    let files = vec![("law/10-奖励.md".to_owned(), law.to_owned())];
    let (pack, _) = read_pack(&PackText { folder: String::new(), files });
    let articles: Vec<String> = pack
        .tree
        .articles
        .iter()
        .map(|a| {
            let says: Vec<&str> = a.says.iter().map(|w| w.text.as_str()).collect();
            format!("{}|{}|{}|{:?}|{says:?}\n", a.anchor, a.note, a.title, a.gist)
        })
        .collect();
    expect![[r#"
        第六条|条号推定|第六条 奖励|"各奖 100 万元，\n减完为止。\n后记。"|["可执行"]
        第八条||第八条至第九条|"：未得文本。"|["缺文"]
        第九条||第八条至第九条|"：未得文本。"|["缺文"]
    "#]]
    .assert_eq(&articles.concat());
    assert_eq!(pack.tree.statements.first().and_then(|s| s.article), Some(0));
}

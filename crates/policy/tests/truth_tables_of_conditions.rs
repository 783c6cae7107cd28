//! The tables of 除非 and 否决 that an author is given to read.

use expect_test::expect;
use quanheng_facts::problem::Language;
use quanheng_policy::check::check;
use quanheng_policy::pack::PackText;
use quanheng_policy::source::read_pack;

const TOML: &str = "id = \"shili\"\ntitle = \"示例\"\nissuer = \"示例机关\"\nregion = \"示例省\"\nversion = \"1.0.0\"\nlanguage = 1\n";

const TABLES: &str = "# 表

```规则
实体 县区
事实 年报（县区，年度），见下表
```
| 栏 | 类型 | 可认表头 |
|---|---|---|
| 得分 | 小数(2) | 得分 |
| 新设、有案 | 布尔 | 新设、有案 |
";

const LAW: &str = "# 示例

## 第一条 {#第一条}

```规则
定义 县区.奖（年度）：金额
  当 得分 ≥ 80「奖励线」 除非 新设
  则 1元「奖额」
  缺省 0元

名单 县区.前三（年度）
  从 县区
  依 得分，从高到低
  取 3 名「前三名额」
  割线并列 全取
  缺值 存疑
  否决 有案 或 得分 < 60「及格线」，递补
```
";

#[test]
fn unless_and_veto_are_shown_case_by_case() {
    let files = [("pack.toml", TOML), ("tables.md", TABLES), ("law/10-甲.md", LAW), ("tests/10.md", "`覆盖 甲#第一条`\n")];
    let text = PackText { folder: String::new(), files: files.into_iter().map(|(p, t)| (p.to_owned(), t.to_owned())).collect() };
    let (source, _) = read_pack(&text);
    let checked = check(&[source]).0.unwrap();
    let shown = |language| checked.condition_tables.iter().map(|t| t.render(language)).collect::<Vec<_>>().join("\n");
    expect![[r#"
        县区.奖（除非）
        | 得分 | 新设 | ⇒ 成立 |
        | --- | --- | --- |
        | < 80 | — | 否 |
        | ≥ 80 | 是 | 否 |
        | ≥ 80 | 否 | 是 |

        县区.前三（否决）
        | 有案 | 得分 | ⇒ 被否决 |
        | --- | --- | --- |
        | 是 | — | 是 |
        | 否 | < 60 | 是 |
        | 否 | ≥ 60 | 否 |
    "#]]
    .assert_eq(&shown(Language::Chinese));
    expect![[r#"
        县区.奖, 除非 (unless)
        | 得分 | 新设 | ⇒ holds |
        | --- | --- | --- |
        | < 80 | — | no |
        | ≥ 80 | 是 | no |
        | ≥ 80 | 否 | yes |

        县区.前三, 否决 (veto)
        | 有案 | 得分 | ⇒ vetoed |
        | --- | --- | --- |
        | 是 | — | yes |
        | 否 | < 60 | yes |
        | 否 | ≥ 60 | no |
    "#]]
    .assert_eq(&shown(Language::English));
}

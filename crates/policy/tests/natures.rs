//! `incentives` and `to_verify` of pack.toml: which results are incentives, which are matters to be verified, which are neither.

use std::collections::BTreeSet;

use expect_test::expect;
use quanheng_policy::check::check;
use quanheng_policy::ir::{Program, VariableId};
use quanheng_policy::pack::PackText;
use quanheng_policy::source::read_pack;

const RULES: &str = "# 示例

## 第一条 {#第一条}

```规则
实体 单位
实体 县区：单位
实体 人员
枚举 职务（由高到低）：党委正职、政府正职
结论类 奖金、表彰（方式：文本）、提拔、核实（类型：文本）
任职（人员，单位），见下表
  完整 由 省委组织部 按 年度 确认
```
| 栏 | 类型 |
|---|---|
| 职务 | 职务 |
| 自 | 日期 |
| 至 | 日期，可空 |

```规则
定义 县区.好（年度）：布尔 即 编号 = “甲”
定义 县区.更好（年度）：布尔 即 编号 = “乙”
结论「得奖」：奖金
  就 县区（年度）
  当 好
  给予 10万元「奖」
结论「得奖到人」：奖金
  就 县区（年度）
  当 好
  涉及 任职(党委正职)，以 年末 为准
  给予 1万元「到人的奖」
结论「上榜」：表彰
  就 县区（年度）
  当 好
  方式 = “公布”
结论「提名」：提拔
  就 县区（年度）
  当 好
  涉及 任职(党委正职)，以 年末 为准
结论「查」：核实
  就 县区（年度）
  当 更好
  类型 = “一般”
```
";

fn program(natures: &str) -> Program {
    let toml = format!(
        "id = \"shili\"\ntitle = \"示例\"\nissuer = \"示例机关\"\nregion = \"示例省\"\nversion = \"1.0.0\"\nlanguage = 1\n{natures}"
    );
    let files = [("pack.toml", toml.as_str()), ("law/10-甲.md", RULES)];
    let text = PackText { folder: String::new(), files: files.into_iter().map(|(p, t)| (p.to_owned(), t.to_owned())).collect() };
    let (source, mut problems) = read_pack(&text);
    let (checked, more) = check(&[source]);
    problems.extend(more);
    checked.unwrap_or_else(|| panic!("{problems:?}")).program
}

fn names(program: &Program, of: &BTreeSet<VariableId>) -> String {
    of.iter().map(|id| program.variable(*id).unwrap().name.as_str()).collect::<Vec<_>>().join("、")
}

/// Whom a conclusion reaches makes it a matter to be verified, unless it is declared an incentive; a definition is what is said of it.
#[test]
fn what_a_result_is_for() {
    let mut shown = String::new();
    for natures in [
        "",
        "incentives = [\"奖金\"]\n",
        "incentives = [\"奖金\", \"提拔\", \"表彰\"]\nto_verify = [\"核实\"]\n",
        "incentives = [\"提拔\"]\nto_verify = [\"提拔\", \"县区.更好\"]\n",
    ] {
        let program = program(natures);
        let (incentives, verify) = (names(&program, &program.incentives), names(&program, &program.to_verify));
        shown.push_str(&format!("{natures}激励 {incentives}\n核实 {verify}\n\n"));
    }
    expect![[r#"
        激励 
        核实 结论.得奖到人、结论.得奖到人.给予、结论.提名

        incentives = ["奖金"]
        激励 结论.得奖、结论.得奖.给予、结论.得奖到人、结论.得奖到人.给予
        核实 结论.提名

        incentives = ["奖金", "提拔", "表彰"]
        to_verify = ["核实"]
        激励 结论.得奖、结论.得奖.给予、结论.得奖到人、结论.得奖到人.给予、结论.上榜、结论.上榜.方式、结论.提名
        核实 结论.查、结论.查.类型

        incentives = ["提拔"]
        to_verify = ["提拔", "县区.更好"]
        激励 
        核实 县区.更好、结论.得奖到人、结论.得奖到人.给予、结论.提名

    "#]]
    .assert_eq(&shown);
}

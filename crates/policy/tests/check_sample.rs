//! A whole small pack is checked, alone and with another on top of it; what the checker understood is written out.

#![expect(clippy::disallowed_methods, reason = "the samples are files")]

use std::fs;
use std::path::Path;

use expect_test::{expect, expect_file};
use quanheng_facts::problem::{Language, Problem, Severity};
use quanheng_policy::check::{check, coverage};
use quanheng_policy::ir::Program;
use quanheng_policy::pack::{PackSource, PackText};
use quanheng_policy::source::read_pack;

use crate::program_dump::dump;

fn sample() -> PackSource {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/checked");
    let files = ["pack.toml", "tables.md", "law/10-鼓励激励.md", "tests/10-覆盖.md"];
    let files = files.into_iter().map(|f| (f.to_owned(), fs::read_to_string(folder.join(f)).unwrap())).collect();
    read_whole(PackText { folder: "shili-2016".to_owned(), files })
}

/// A pack on top of the sample, with these rules.
fn child(rules: &str) -> PackSource {
    let hash = "0".repeat(64);
    let toml = format!(
        "id = \"shili-gaige\"\ntitle = \"示例改革\"\nissuer = \"示例机关\"\nregion = \"示例省\"\nversion = \"0.1.0\"\nlanguage = 1\n\
         basis = [{{ id = \"shili-2016\", version = \"1.0.0\", hash = \"{hash}\" }}]\n"
    );
    let law = format!("# 示例改革\n\n## 改动 {{#改动}}\n\n```规则\n{}\n```\n", rules.trim());
    let cover = "`覆盖 改革#改动`\n".to_owned();
    let files = [("pack.toml", toml), ("law/10-改革.md", law), ("tests/10-改革.md", cover)];
    read_whole(PackText { folder: "shili-gaige".to_owned(), files: files.into_iter().map(|(p, t)| (p.to_owned(), t)).collect() })
}

fn read_whole(text: PackText) -> PackSource {
    let (source, problems) = read_pack(&text);
    assert_eq!(problems, Vec::new());
    source
}

fn told(problems: &[Problem]) -> String {
    problems.iter().map(|p| p.render(Language::Chinese) + "\n").collect()
}

fn program(packs: &[PackSource]) -> Program {
    let (checked, problems) = check(packs);
    assert!(problems.iter().all(|p| p.severity != Severity::Error), "{}", told(&problems));
    checked.unwrap().program
}

/// The lines of the dump that speak of one of these.
fn lines(program: &Program, of: &[&str]) -> String {
    let dump = dump(program);
    dump.lines().filter(|line| of.iter().any(|word| line.contains(word))).map(|line| format!("{}\n", line.trim_start())).collect()
}

#[test]
fn the_sample_is_understood() {
    let (checked, problems) = check(&[sample()]);
    assert_eq!(told(&problems), "");
    let program = checked.unwrap().program;
    expect_file!["checked/understood.txt"].assert_eq(&dump(&program));
    let counts: Vec<String> = coverage(&program).into_iter().map(|m| format!("{m:?}")).collect();
    expect![[r#"MeasureCoverage { pack: "shili-2016", measure: "鼓励激励", executable: 3, judgement: 0, open: 0, principle: 1, not_obtained: 1, uncovered: [] }"#]].assert_eq(&counts.join("\n"));
}

#[test]
fn clause_enums_come_first() {
    let program = program(&[sample()]);
    for (def, (name, values)) in program.schema.enums.iter().zip(quanheng_policy::ir::CLAUSE_ENUMS) {
        assert_eq!((def.name.as_str(), def.values.iter().map(String::as_str).collect::<Vec<_>>().as_slice()), (name, values));
    }
}

#[test]
fn every_variable_reads_earlier_ones_only() {
    let program = program(&[sample()]);
    let at = |name: &str| program.variable_named(name).unwrap().0;
    assert!(at("县区.计算名次") < at("县区.名次"));
    assert!(at("县区.名次") < at("县区.十强县"));
    assert!(at("县区.十强县") < at("县区.入选"));
    assert!(at("县区.进位") < at("县区.奖金"));
}

#[test]
fn a_child_changes_a_number_adds_an_exception_and_settles() {
    let child = child(
        "改 shili-2016·奖金基数 自 2018年度 为 60万元\n\
         例外「退位不减」于 shili-2016·奖金，让于 首次进入，适用 2018年度 起\n  当 入选 且 有值(进位) 且 进位 < 0\n  则 奖金基数\n\
         停用 shili-2016·奖金「第一名」 自 2019年度\n\
         设 shili-2016·优秀名额取整 = 舍，由「省考核办」于 2018-01-15，因「名额不得突破比例」",
    );
    let program = program(&[sample(), child]);
    expect![[r#"
        参数 奖金基数 = 50万元; 自 2018: 60万元
        待定 优秀名额取整 [舍 入 四舍五入] = 舍
        1 shili-2016/鼓励激励#第六条/第一名 压过 0,4 Coexist 停用 2019：(县区.第一 且 县区.入选) → 「第一名奖金」
        5 shili-2016/鼓励激励#第六条/一票否决 压过 0,1,2,3,4,6：单位.有否决事项 → 0元
        6 shili-gaige/改革#改动/退位不减 [2018–] 压过 0：(县区.入选 且 有值(县区.进位) 且 (县区.进位 < 0)) → 「奖金基数」
    "#]]
    .assert_eq(&lines(&program, &["参数 奖金基数", "待定 优秀名额取整", "/第一名", "退位不减", "/一票否决"]));
}

#[test]
fn a_child_never_changes_what_a_name_in_the_parent_means() {
    let without = lines(&program(&[sample()]), &["县区.奖金", "十强县/基本"]);
    let child = child("定义 单位.队组（年度）：整数\n  即 0\n定义 县区.补助（年度）：金额\n  即 50万元「补助基数」");
    assert_eq!(lines(&program(&[sample(), child]), &["县区.奖金", "十强县/基本"]), without);
}

#[test]
fn everything_covers_the_exceptions_of_later_packs_and_those_that_name_it_are_above_it() {
    let child = child(
        "例外「另加」于 奖金\n  当 入选 且 首次入选 且 第一\n  则 0元\n\
         例外「免予取消」于 奖金「一票否决」\n  当 有否决事项 且 入选 且 第一\n  则 0元",
    );
    let (checked, _) = check(&[sample(), child]);
    expect![[r#"
          5 shili-2016/鼓励激励#第六条/一票否决 压过 0,1,2,3,4,6：单位.有否决事项 → 0元
          6 shili-gaige/改革#改动/另加 压过 0：(县区.入选 且 县区.首次入选 且 县区.第一) → 0元
          7 shili-gaige/改革#改动/免予取消 压过 0,1,2,3,4,5,6：(单位.有否决事项 且 县区.入选 且 县区.第一) → 0元
    "#]]
    .assert_eq(&lines(&checked.unwrap().program, &["另加", "免予取消", "一票否决"]));
}

#[test]
fn order_of_packs_files_and_lines_decides_nothing_about_exceptions() {
    let one = child("例外「甲」于 奖金，让于 乙\n  当 入选 且 第一\n  则 0元\n例外「乙」于 奖金\n  当 入选\n  则 0元");
    let other = child("例外「乙」于 奖金\n  当 入选\n  则 0元\n例外「甲」于 奖金，让于 乙\n  当 入选 且 第一\n  则 0元");
    for pack in [one, other] {
        let (checked, _) = check(&[sample(), pack]);
        let program = checked.unwrap().program;
        let variable = program.variable(program.variable_named("县区.奖金").unwrap()).unwrap();
        let label = |l: &str| variable.rules.iter().position(|r| r.label == l).unwrap();
        assert!(variable.rules[label("乙")].overrides.iter().any(|r| r.at() == label("甲")));
        assert!(!variable.rules[label("甲")].overrides.iter().any(|r| r.at() == label("乙")));
    }
}

#[test]
fn one_wrong_name_makes_one_message() {
    let child = child(
        "定义 县区.补助（年度）：金额\n  当 入选 且 没有这个\n  则 0元\n  缺省 0元\n定义 县区.合计奖励（年度）：金额\n  即 奖金 + 补助",
    );
    let (checked, problems) = check(&[sample(), child]);
    assert!(checked.is_none());
    expect![[r#"
        问题[unknown-name] shili-gaige/law/10-改革.md:7:10（改动）
          没有叫「没有这个」的名字
          怎么办: 检查写法；如果是新的概念，先用 定义、事实、待定 或 参数 写明它是什么。
        问题[unhandled-na] shili-gaige/law/10-改革.md:11:5（改动）
          「奖金」可能是不适用，这里没有说那时怎么办
          怎么办: 它从 2016 年度才有：这条规则也写「适用 2016年度 起」就行；要不然，加一条例外，条件里写「不适用(奖金)」；或写「奖金 不适用则 …」；或给定义加「，可不适用」。没有说到的一例（可作测试行）：
          | 奖金 |
          |---|
          | 不适用 |
    "#]]
    .assert_eq(&told(&problems));
}

#[test]
fn the_pack_of_shaanxi_has_no_error() {
    let chain = ["national-base", "shaanxi-2016"].map(|id| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs").join(id);
        let mut files = Vec::new();
        for folder in ["", "law", "tests"] {
            let mut paths: Vec<_> = fs::read_dir(root.join(folder)).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_file()).collect();
            paths.sort();
            for path in paths {
                let name = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
                files.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
        read_whole(PackText { folder: format!("packs/{id}"), files })
    });
    let (_, problems) = check(&chain);
    println!("{}", told(&problems));
    let errors: Vec<Problem> = problems.into_iter().filter(|p| p.severity == Severity::Error).collect();
    assert_eq!(told(&errors), "");
}

#[test]
fn with_any_line_left_out_everything_is_told_at_a_place_and_nothing_runs_that_should_not() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/checked");
    let read = |f: &str| fs::read_to_string(folder.join(f)).unwrap();
    let all: Vec<(String, String)> =
        ["pack.toml", "tables.md", "law/10-鼓励激励.md", "tests/10-覆盖.md"].map(|f| (f.to_owned(), read(f))).into();
    for file in ["tables.md", "law/10-鼓励激励.md"] {
        for left_out in 0..read(file).lines().count() {
            let shorter: String = read(file).lines().enumerate().filter(|(at, _)| *at != left_out).map(|(_, l)| format!("{l}\n")).collect();
            let files = all.iter().map(|(p, t)| (p.clone(), if p == file { shorter.clone() } else { t.clone() })).collect();
            let (source, _) = read_pack(&PackText { folder: String::new(), files });
            let (checked, problems) = check(&[source]);
            assert_eq!(
                checked.is_none(),
                problems.iter().any(|p| p.severity == Severity::Error),
                "{file} line {left_out}: {}",
                told(&problems)
            );
            let mut each_once = problems.clone();
            each_once.sort();
            each_once.dedup();
            assert_eq!(each_once, problems, "{file} line {left_out}");
        }
    }
}

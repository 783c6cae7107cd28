//! The policy is text: a copy of the pack with another number, another label, one exception less, or a child pack on top
//! changes results and rule names, with no change of code.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// What the office decided, for crisp figures.
const SETTINGS: [&str; 9] = [
    "首次从何年算=该奖设立之年",
    "首次按哪个称号算=分称号算",
    "第一名又是首次进入=只奖一次",
    "第一名被否决后=空缺",
    "改区退出年份=批复次年",
    "名次公布后如何认=以公布为准",
    "上年不可比如何计奖=按基数",
    "上年名次如何比=照原名次",
    "被否决的称号=不算用掉首次",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A fresh folder with a copy of the pack.
fn packs(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("variations").join(name);
    let _ = fs::remove_dir_all(&folder);
    for pack in ["national-base", "shaanxi-2016"] {
        copy(&root().join("packs").join(pack), &folder.join(pack));
    }
    folder
}

/// Replaces a text that must be there, once or more, in the pack's law.
fn edit(packs: &Path, from: &str, to: &str) {
    let mut found = false;
    for entry in fs::read_dir(packs.join("shaanxi-2016/law")).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        if text.contains(from) {
            found = true;
            fs::write(&path, text.replace(from, to)).unwrap();
        }
    }
    assert!(found, "{from} is not in the law");
}

fn quanheng(arguments: &[&str]) -> (String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_quanheng")).args(arguments).output().unwrap();
    (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

/// Prize and rule of each county and district of 2016.
fn prizes(pack: &Path) -> Vec<(String, String, String)> {
    let (pack, facts) = (pack.display().to_string(), root().join("data/shaanxi").display().to_string());
    let mut arguments = vec!["run", &pack, "--facts", &facts, "--period", "2016", "--only", "县区.奖金", "--format", "jsonl"];
    for setting in SETTINGS {
        arguments.extend(["--set", setting]);
    }
    let (out, err) = quanheng(&arguments);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let rows: Vec<(String, String, String)> = out
        .lines()
        .skip(1)
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .map(|row| (text(&row["of"]), text(&row["value"]), text(&row["rule_id"])))
        .collect();
    assert!(!rows.is_empty(), "{err}");
    rows
}

fn of<'r>(rows: &'r [(String, String, String)], who: &str) -> (&'r str, &'r str) {
    let row = rows.iter().find(|r| r.0 == who).unwrap_or_else(|| panic!("{who} is not there"));
    (row.1.as_str(), row.2.rsplit('/').next().unwrap())
}

#[test]
fn as_it_stands() {
    let rows = prizes(&packs("as-it-stands").join("shaanxi-2016"));
    assert_eq!(of(&rows, "神木县"), ("1000000.00", "第一名"));
    assert_eq!(of(&rows, "凤县"), ("600000.00", "基本"));
    assert_eq!(of(&rows, "靖边县"), ("300000.00", "基本"));
    assert_eq!(of(&rows, "彬县"), ("700000.00", "基本"));
}

#[test]
fn another_base_and_another_step() {
    let packs = packs("base-and-step");
    edit(&packs, "50万元「奖金基数」", "40万元「奖金基数」");
    edit(&packs, "10万元「每进一位」", "15万元「每进一位」");
    let rows = prizes(&packs.join("shaanxi-2016"));
    assert_eq!(of(&rows, "凤县").0, "550000.00");
    assert_eq!(of(&rows, "靖边县").0, "100000.00");
    assert_eq!(of(&rows, "韩城市").0, "400000.00");
}

#[test]
fn another_cap() {
    let packs = packs("cap");
    edit(&packs, "100万元「奖金上限」", "65万元「奖金上限」");
    let rows = prizes(&packs.join("shaanxi-2016"));
    assert_eq!(of(&rows, "彬县").0, "650000.00");
    assert_eq!(of(&rows, "凤县").0, "600000.00");
    assert_eq!(of(&rows, "神木县").0, "1000000.00", "first place has its own number");
}

#[test]
fn another_label() {
    let packs = packs("label");
    edit(&packs, "「第一名」", "「头名」");
    let rows = prizes(&packs.join("shaanxi-2016"));
    assert_eq!(of(&rows, "神木县"), ("1000000.00", "头名"));
}

#[test]
fn an_exception_removed() {
    let packs = packs("removed");
    edit(
        &packs,
        "例外「第一名」于 奖金，可并存\n  当 县市第一名\n  则 100万元「第一名奖金」\n",
        "参数 第一名奖金：金额 自 2016年度 为 100万元\n",
    );
    edit(&packs, "于 奖金「第一名」、奖金「首次进入」", "于 奖金「首次进入」");
    let rows = prizes(&packs.join("shaanxi-2016"));
    assert_eq!(of(&rows, "神木县"), ("500000.00", "基本"), "first again: no place gained");
}

#[test]
fn a_child_pack_changes_one_number_and_adds_one_exception() {
    let packs = packs("child");
    let child = packs.join("child");
    fs::create_dir_all(child.join("law")).unwrap();
    let manifest = "id = \"child\"\ntitle = \"试\"\nissuer = \"示例\"\nregion = \"示例\"\nversion = \"0.1.0\"\nlanguage = 1\n\
                    basis = [{ id = \"shaanxi-2016\", version = \"0.2.0\", hash = \"\" }]\nresults = [\"县区.奖金\"]\n";
    fs::write(child.join("pack.toml"), manifest).unwrap();
    let law = "# 试行办法\n\n## 第一条 改动 {#第一条}\n\n每进一位改为 12 万元；退位的不减。\n\n```规则\n改 shaanxi-2016·每进一位 自 2016年度 为 12万元\n\n\
               例外「退位不减」于 shaanxi-2016·奖金，让于 shaanxi-2016·奖金「首次进入」、shaanxi-2016·奖金「第一名」\n  当 入选 且 有值(进位) 且 进位 < 0\n  则 奖金基数\n```\n";
    fs::write(child.join("law/10-试行.md"), law).unwrap();
    let folder = child.display().to_string();
    let (out, err) = quanheng(&["check", &folder, "--accept-basis"]);
    assert!(out.contains("已认可"), "{out}{err}");
    let rows = prizes(&child);
    assert_eq!(of(&rows, "凤县"), ("620000.00", "基本"));
    assert_eq!(of(&rows, "靖边县"), ("500000.00", "退位不减"));
    let rule = &rows.iter().find(|r| r.0 == "靖边县").unwrap().2;
    assert_eq!(rule, "child/试行#第一条/退位不减");
    // The parent's veto covers exceptions of packs it has never seen.
    let vetoes = packs.join("facts");
    copy(&root().join("data/shaanxi"), &vetoes);
    fs::write(vetoes.join("否决记录.csv"), "单位,年度,事项,决定机关,决定日\n靖边县,2016,安全生产,示例机关,2017-01-10\n").unwrap();
    let facts = vetoes.display().to_string();
    let mut arguments = vec!["explain", &folder, "--facts", &facts, "--period", "2016", "--result", "县区.奖金", "--of", "靖边县"];
    for setting in SETTINGS {
        arguments.extend(["--set", setting]);
    }
    let (out, err) = quanheng(&arguments);
    assert!(out.contains("靖边县 2016年度 奖金 = 0元") && out.contains("「一票否决」"), "{out}{err}");
    assert!(out.contains("「退位不减」也成立，让位于「一票否决」"), "{out}{err}");
}

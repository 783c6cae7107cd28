//! Of published facts only incentives are computed unless more is asked for, and nothing of persons in any case.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const NAMES: [&str; 5] = ["张甲", "李乙", "王丙", "赵丁", "钱戊"];

/// The pack about people, which declares its incentives, on facts of which one file was published.
fn published(name: &str, incentives: &str) -> PathBuf {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/people");
    let folder = std::env::temp_dir().join(format!("quanheng-published-{}-{name}", std::process::id()));
    for path in ["pack", "pack/entities", "pack/law", "facts"] {
        fs::create_dir_all(folder.join(path)).unwrap();
        for entry in fs::read_dir(from.join(path)).unwrap().map(Result::unwrap).filter(|e| e.path().is_file()) {
            fs::copy(entry.path(), folder.join(path).join(entry.file_name())).unwrap();
        }
    }
    let manifest = fs::read_to_string(folder.join("pack/pack.toml")).unwrap();
    fs::write(folder.join("pack/pack.toml"), manifest + incentives).unwrap();
    fs::write(folder.join("facts/来源.toml"), "[\"年度考核.csv\"]\npublished = true\n").unwrap();
    folder
}

fn quanheng(folder: &Path, command: &str, more: &[&str]) -> Output {
    let words = [&[command, "pack", "--facts", "facts", "--period", "2018"], more].concat();
    Command::new(env!("CARGO_BIN_EXE_quanheng")).args(words).current_dir(folder).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn only_incentives_and_only_units() {
    let folder = published("units", "incentives = [\"奖金\", \"人选\"]\nto_verify = [\"应当核实\"]\n");
    for format in ["table", "csv", "jsonl"] {
        let plain = quanheng(&folder, "run", &["--format", format]);
        let (out, told) = (text(&plain.stdout), text(&plain.stderr));
        assert!(out.contains("先进县") && out.contains("可用"), "{out}");
        assert!(!out.contains("两起") && !out.contains("非处理结论") && !out.contains("失职"), "{out}");
        assert!(told.contains("published-left-out") && told.contains("结论.两起"), "{told}");
        let all = text(&quanheng(&folder, "run", &["--format", format, "--all-kinds", "--decided-on", "2019-03-15"]).stdout);
        assert!(all.contains("两起") && all.contains("达到情形，待核实；非处理结论"), "{all}");
        for name in NAMES {
            assert!(!out.contains(name) && !all.contains(name), "{format}: {name}\n{all}");
        }
    }
    let reasons = quanheng(&folder, "explain", &["--result", "两起", "--of", "甲县", "--all-kinds"]);
    assert!(text(&reasons.stdout).contains("非处理结论") && NAMES.iter().all(|name| !text(&reasons.stdout).contains(name)));
    let moved = quanheng(&folder, "compare", &["--set", "起数=1", "--all", "--all-kinds"]);
    assert!(text(&moved.stdout).contains("两起") && NAMES.iter().all(|name| !text(&moved.stdout).contains(name)));
    for (command, more) in [
        ("run", &["--only", "两起"][..]),
        ("explain", &["--result", "两起", "--of", "甲县"]),
        ("compare", &["--only", "两起", "--set", "起数=1"]),
    ] {
        let refused = quanheng(&folder, command, more);
        assert_eq!((refused.status.code(), refused.stdout.len()), (Some(2), 0), "{command}");
        assert!(text(&refused.stderr).contains("published-only-incentives"), "{}", text(&refused.stderr));
    }
    let of_person = quanheng(&folder, "why-not", &["--result", "测评不高", "--of", "张甲", "--all-kinds"]);
    assert_eq!((of_person.status.code(), of_person.stdout.len()), (Some(2), 0));
    assert!(text(&of_person.stderr).contains("published-persons"));
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn what_is_declared_by_nobody_is_no_incentive() {
    let folder = published("nobody", "");
    let out = quanheng(&folder, "run", &["--format", "jsonl"]);
    assert_eq!(text(&out.stdout).lines().count(), 1, "the header alone");
    assert!(text(&out.stdout).contains("\"published\":true"));
    fs::remove_dir_all(folder).unwrap();
}

/// A candidate is no matter to be verified, whomever it reaches, once the pack says so.
#[test]
fn an_incentive_may_reach_persons() {
    let folder = published("reaching", "incentives = [\"人选\"]\nresults = [\"结论.先进班子\"]\n");
    fs::remove_file(folder.join("facts/来源.toml")).unwrap();
    let law = folder.join("pack/law/10-办法.md");
    let more = "\n## 第三条 人选 {#第三条}\n\n```规则\n结论「先进班子」：人选\n  就 县区（年度）\n  当 得奖\n  涉及 主要负责人，以 年末在任 为准\n  方式 = 优先\n```\n";
    fs::write(&law, fs::read_to_string(&law).unwrap() + more).unwrap();
    for format in ["table", "csv", "jsonl"] {
        let out = text(&quanheng(&folder, "run", &["--format", format]).stdout);
        assert!(out.contains("李乙") && !out.contains("非处理结论"), "{out}");
    }
    let written = quanheng(&folder, "run", &["-o", "人选.xlsx"]);
    assert!(written.status.success(), "{}", text(&written.stderr));
    let book = quanheng_sheet::read("x.xlsx", &fs::read(folder.join("人选.xlsx")).unwrap()).unwrap();
    let lists = book.sheets.iter().find(|sheet| sheet.name.as_deref() == Some("名单")).unwrap();
    let line = |row: &quanheng_sheet::Row| row.cells.iter().map(|cell| cell.value.shown()).collect::<Vec<_>>().join("｜");
    let lines: Vec<String> = lists.rows.iter().map(line).collect();
    assert!(lines.iter().any(|line| line.contains("甲县｜李乙｜甲县 党委正职")), "{lines:?}");
    fs::remove_dir_all(folder).unwrap();
}

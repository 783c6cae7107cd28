//! Conclusions in every output, on a small pack about people: whom they reach, what they give, what was set aside for whom.
//!
//! Expected output stands in `tests/expected/`; `UPDATE_EXPECT=1` writes it anew.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use expect_test::{ExpectFile, expect_file};
use serde_json::Value;

use crate::json_schema::Schema;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/people")
}

fn quanheng(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_quanheng")).args(words).current_dir(root()).output().unwrap()
}

fn asked<'w>(command: &'w str, more: &[&'w str]) -> Vec<&'w str> {
    [command, "pack", "--facts", "facts", "--period", "2018"].into_iter().chain(more.iter().copied()).collect()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[track_caller]
fn check(words: &[&str], expected: ExpectFile) {
    let output = quanheng(words);
    assert_eq!(output.stdout, quanheng(words).stdout, "two runs give the same bytes");
    let code = output.status.code().unwrap();
    let all = format!("{}---- stderr\n{}---- exit {code}\n", text(&output.stdout), text(&output.stderr));
    // A checkout may keep line ends its own way.
    expected.assert_eq(&all.replace("\r\n", "\n"));
}

#[test]
fn run() {
    check(&asked("run", &[]), expect_file!["expected/people.txt"]);
    check(&asked("run", &["--lang", "en", "--decided-on", "2019-03-15"]), expect_file!["expected/people-en.txt"]);
    check(&asked("run", &["--format", "csv", "--decided-on", "2019-03-15"]), expect_file!["expected/people.csv"]);
    check(&asked("run", &["--format", "jsonl"]), expect_file!["expected/people.jsonl"]);
}

#[test]
fn explain() {
    let one = |result: &'static str, of: &'static str| ["--result", result, "--of", of];
    check(&asked("explain", &one("结论.两起", "甲县")), expect_file!["expected/people-explain.txt"]);
    check(&asked("explain", &[&one("两起", "乙县")[..], &["--lang", "en"]].concat()), expect_file!["expected/people-explain-en.txt"]);
    check(
        &asked("explain", &[&one("当年较差", "丙县")[..], &["--decided-on", "2019-03-15"]].concat()),
        expect_file!["expected/people-explain-decided.txt"],
    );
    check(&asked("explain", &one("测评不高", "张甲")), expect_file!["expected/people-explain-person.txt"]);
    check(&asked("explain", &[&one("两起", "丁县")[..], &["--format", "json"]].concat()), expect_file!["expected/people-explain.json"]);
}

#[test]
fn compare() {
    let moved = ["--set", "两起分属两任=各次在任都算", "--set", "奖金额=20万元"];
    check(&asked("compare", &moved), expect_file!["expected/people-compare.txt"]);
    check(&asked("compare", &[&moved[..], &["--format", "csv"]].concat()), expect_file!["expected/people-compare.csv"]);
    check(
        &asked("compare", &["--only", "当年较差", "--decided-on", "2019-02-01", "--decided-on-b", "2019-03-15"]),
        expect_file!["expected/people-compare-decided.txt"],
    );
}

#[test]
fn why_not() {
    check(&asked("why-not", &["--result", "两起", "--of", "乙县"]), expect_file!["expected/people-why-not.txt"]);
}

#[test]
fn a_day_that_is_none_is_told() {
    let output = quanheng(&asked("run", &["--decided-on", "2019-02-30"]));
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("--decided-on"), "{}", text(&output.stderr));
}

#[test]
fn every_line_is_as_the_schemas_say() {
    let results = Schema::named("results.schema.json");
    for more in [&[][..], &["--decided-on", "2019-03-15"], &["--met", "--lang", "en"]] {
        let output = quanheng(&asked("run", &[more, &["--format", "jsonl"]].concat()));
        for line in text(&output.stdout).lines() {
            let wrong = results.wrong(&results.whole, &serde_json::from_str::<Value>(line).unwrap(), "");
            assert!(wrong.is_empty(), "{line}\n{}", wrong.join("\n"));
        }
    }
    let compare = Schema::named("compare.schema.json");
    let words = ["--set", "两起分属两任=各次在任都算", "--all", "--decided-on-b", "2019-03-15", "--format", "jsonl"];
    for line in text(&quanheng(&asked("compare", &words)).stdout).lines() {
        let wrong = compare.wrong(&compare.whole, &serde_json::from_str::<Value>(line).unwrap(), "");
        assert!(wrong.is_empty(), "{line}\n{}", wrong.join("\n"));
    }
}

/// No line that people read has a class of a conclusion beside the name of a person.
#[test]
fn no_class_beside_a_name() {
    let decided = ["--decided-on", "2019-03-15"];
    let mut outputs = vec![
        asked("run", &[]),
        asked("run", &decided),
        asked("run", &["--format", "csv"]),
        asked("compare", &["--set", "起数=1", "--all"]),
    ];
    outputs.push(asked("compare", &["--set", "起数=1", "--all", "--format", "csv"]));
    for of in ["甲县", "乙县", "丁县"] {
        outputs.push(asked("explain", &["--result", "两起", "--of", of]));
    }
    outputs.push(asked("explain", &["--result", "当年较差", "--of", "丙县"]));
    for of in ["张甲", "李乙", "王丙"] {
        outputs.push(asked("explain", &["--result", "测评不高", "--of", of]));
    }
    for words in outputs {
        let out = text(&quanheng(&words).stdout);
        assert!(out.contains("供核实"), "{words:?}: the notice stands on every output\n{out}");
        for line in out.lines() {
            let class = ["平庸", "失职"].iter().any(|class| line.contains(class));
            let name = ["张甲", "李乙", "王丙", "赵丁", "钱戊"].iter().any(|name| line.contains(name));
            assert!(!(class && name), "{words:?}: {line}");
        }
    }
}

/// Rows in another order, the same bytes.
#[test]
fn the_order_of_rows_does_not_matter() {
    let folder = std::env::temp_dir().join(format!("quanheng-people-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for entry in std::fs::read_dir(root().join("facts")).unwrap() {
        let entry = entry.unwrap();
        let content = std::fs::read_to_string(entry.path()).unwrap();
        let (head, rows) = content.split_once('\n').unwrap();
        let mut rows: Vec<&str> = rows.lines().collect();
        rows.reverse();
        std::fs::write(folder.join(entry.file_name()), format!("{head}\n{}\n", rows.join("\n"))).unwrap();
    }
    let backwards = ["run", "pack", "--facts", folder.to_str().unwrap(), "--period", "2018", "--format", "jsonl"];
    let (one, two) = (quanheng(&asked("run", &["--format", "jsonl"])), quanheng(&backwards));
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(text(&one.stdout), text(&two.stdout), "{}", text(&two.stderr));
}

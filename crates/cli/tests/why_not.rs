//! `why-not` as a clerk uses it, on the small pack: what it prints in both languages, its exit codes, its JSON.
//!
//! Expected output stands in `tests/expected/`; `UPDATE_EXPECT=1` writes it anew.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use expect_test::{ExpectFile, expect_file};
use serde_json::Value;

use crate::json_schema::Schema;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn quanheng_in(folder: &str, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_quanheng")).args(words).current_dir(root().join(folder)).output().unwrap()
}

fn why_not<'w>(period: &'w str, result: &'w str, of: &'w str, more: &[&'w str]) -> Vec<&'w str> {
    let words = ["why-not", "pack", "--facts", "facts", "--period", period, "--result", result, "--of", of];
    words.into_iter().chain(more.iter().copied()).collect()
}

#[track_caller]
fn check(words: &[&str], expected: ExpectFile) {
    let output = quanheng_in("tests/small", words);
    let again = quanheng_in("tests/small", words);
    assert_eq!(output.stdout, again.stdout, "two runs give the same bytes");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let code = output.status.code().unwrap();
    expected.assert_eq(&format!("{}---- stderr\n{}---- exit {code}\n", text(&output.stdout), text(&output.stderr)));
}

#[test]
fn for_people() {
    check(&why_not("2015", "县区.奖金", "丙县", &[]), expect_file!["expected/why-not.txt"]);
    check(
        &why_not("2015", "县区.奖金", "丙县", &["--lang", "en", "--also", "others,numbers,law"]),
        expect_file!["expected/why-not-en.txt"],
    );
    check(&why_not("2016", "奖金", "甲县", &[]), expect_file!["expected/why-not-unknown.txt"]);
    check(&why_not("2016", "奖金", "乙县", &["--wanted", "≥50万元"]), expect_file!["expected/why-not-given.txt"]);
    check(&why_not("2015", "奖金", "甲县", &["--wanted", "60万元", "--also", "numbers"]), expect_file!["expected/why-not-numbers.txt"]);
    check(&["why-not", "--help"], expect_file!["expected/help-why-not.txt"]);
    check(&["why-not", "--help", "--lang", "en"], expect_file!["expected/help-why-not-en.txt"]);
}

/// Deaths, votes and what was found by people are told as limits; tolerated incidents are left out of a conclusion.
#[test]
fn limits_are_no_changes_to_make() {
    let pack = quanheng_in("tests/limits", &["test", "pack"]);
    assert_eq!(pack.status.code(), Some(0), "{}", String::from_utf8_lossy(&pack.stderr));
    for (of, result, expected) in [
        ("甲乡", "结论.先进乡镇", expect_file!["expected/why-not-deaths.txt"]),
        ("丙乡", "结论.先进乡镇", expect_file!["expected/why-not-votes.txt"]),
        ("乙乡", "结论.重大事故", expect_file!["expected/why-not-tolerated.txt"]),
    ] {
        let words = why_not("2016", result, of, &[]);
        let output = quanheng_in("tests/limits", &words);
        expected.assert_eq(&String::from_utf8(output.stdout).unwrap());
    }
    holds("tests/limits", &why_not("2016", "结论.先进乡镇", "甲乡", &["--also", "others,numbers,law"]));
}

#[track_caller]
fn holds(folder: &str, words: &[&str]) {
    let schema = Schema::named("why-not.schema.json");
    let output = quanheng_in(folder, &[words, &["--format", "json"]].concat());
    let value: Value = serde_json::from_slice(&output.stdout).unwrap();
    let wrong = schema.wrong(&schema.whole, &value, "");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn for_machines() {
    check(&why_not("2015", "县区.奖金", "丙县", &["--format", "json", "--also", "law"]), expect_file!["expected/why-not.json"]);
    holds("tests/small", &why_not("2015-2016", "县区.奖金", "丙县", &["--also", "others,numbers,law"]));
    holds("tests/small", &why_not("2016", "县区.奖金", "甲县", &["--lang", "en"]));
    let settings =
        ["why-not", "packs/example-settings", "--facts", "data/shaanxi", "--period", "2016", "--result", "县区.奖金", "--of", "凤县"];
    holds(".", &[&settings[..], &["--wanted", ">60万元", "--also", "numbers"]].concat());
}

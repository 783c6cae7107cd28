//! `compare` as a policy author uses it, on the small pack: by pack, by number, by facts, by what was known; and its format.
//!
//! Expected output stands in `tests/expected/`; `UPDATE_EXPECT=1` writes it anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use expect_test::{ExpectFile, expect_file};
use serde_json::Value;

use crate::json_schema::Schema;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() { copy(&entry.path(), &target) } else { assert!(fs::copy(entry.path(), target).is_ok()) }
    }
}

/// The small pack, its child with the basis as it is, its facts, and facts of another mind.
struct Room(PathBuf);

impl Room {
    fn new(name: &str) -> Room {
        let folder = std::env::temp_dir().join(format!("quanheng-compare-{}-{name}", std::process::id()));
        copy(&root().join("tests/small"), &folder);
        let room = Room(folder);
        assert_eq!(room.quanheng(&["check", "child", "--accept-basis"]).status.code(), Some(0));
        fs::create_dir_all(room.0.join("other")).unwrap();
        let rows = fs::read_to_string(room.0.join("facts/考评.csv")).unwrap();
        fs::write(room.0.join("other/考评.csv"), rows.replace("丙县,2015,69", "丙县,2015,79")).unwrap();
        room
    }

    fn quanheng(&self, words: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_quanheng")).args(words).current_dir(&self.0).output().unwrap()
    }

    #[track_caller]
    fn check(&self, words: &[&str], expected: ExpectFile) -> String {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let output = self.quanheng(words);
        assert_eq!(output.stdout, self.quanheng(words).stdout, "two runs give the same bytes");
        let code = output.status.code().unwrap();
        let all = format!("{}---- stderr\n{}---- exit {code}\n", text(&output.stdout), text(&output.stderr)).replace("\r\n", "\n");
        expected.assert_eq(&all);
        text(&output.stdout)
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const PACK: [&str; 4] = ["compare", "pack", "--facts", "facts"];

fn with<'w>(words: &[&'w str], more: &[&'w str]) -> Vec<&'w str> {
    words.iter().chain(more).copied().collect()
}

#[test]
fn by_pack_number_facts_and_day() {
    let room = Room::new("ways");
    let by_pack = ["compare", "pack", "child", "--facts", "facts", "--period", "2015-2016"];
    room.check(&by_pack, expect_file!["expected/compare-pack.txt"]);
    room.check(&with(&by_pack, &["--lang", "en"]), expect_file!["expected/compare-pack-en.txt"]);
    let by_number = with(&PACK, &["--period", "2015", "--set", "先进名额=3", "--only", "先进", "--only", "奖金"]);
    room.check(&by_number, expect_file!["expected/compare-number.txt"]);
    room.check(&with(&PACK, &["--facts-b", "other", "--period", "2015"]), expect_file!["expected/compare-facts.txt"]);
    room.check(&with(&PACK, &["--period", "2015", "--known-on-b", "2017-02-28"]), expect_file!["expected/compare-known.txt"]);
    room.check(&with(&PACK, &["--period", "2014", "--law-as-of-b", "2016", "--all"]), expect_file!["expected/compare-law.txt"]);
    room.check(&["compare", "--help"], expect_file!["expected/help-compare.txt"]);
    room.check(&["compare", "--help", "--lang", "en"], expect_file!["expected/help-compare-en.txt"]);
}

#[test]
fn a_result_that_one_side_has_is_told() {
    let room = Room::new("only");
    fs::write(
        room.0.join("child/law/20-另加.md"),
        "# 另加\n\n## 第一条 {#第一条}\n\n另加一项。\n\n```规则\n定义 县区.另加（年度）：金额 即 1万元「另加额」\n```\n",
    )
    .unwrap();
    let manifest = fs::read_to_string(room.0.join("child/pack.toml")).unwrap();
    fs::write(room.0.join("child/pack.toml"), manifest.replace("[\"县区.奖金\"]", "[\"县区.奖金\", \"县区.另加\"]")).unwrap();
    let words = ["compare", "pack", "child", "--facts", "facts", "--period", "2016"];
    let out = room.check(&words, expect_file!["expected/compare-only.txt"]);
    assert!(out.contains("A 没有这些结果，只列 B：县区.另加"), "{out}");
}

#[test]
fn a_day_of_side_b_is_told_by_its_own_option() {
    let room = Room::new("option");
    let told = |words: &[&str]| String::from_utf8(room.quanheng(words).stderr).unwrap();
    assert!(told(&with(&PACK, &["--period", "2015", "--known-on-b", "昨天"])).contains("--known-on-b 昨天"));
    assert!(told(&with(&PACK, &["--period", "2015", "--known-on", "昨天", "--set", "先进名额=3"])).contains("--known-on 昨天"));
    assert!(told(&with(&PACK, &["--period", "2015", "--set", "先进名额=3", "--only", "没有的"])).contains("unknown-result"));
}

#[track_caller]
fn holds(room: &Room, words: &[&str]) {
    let schema = Schema::named("compare.schema.json");
    let output = room.quanheng(&with(words, &["--format", "jsonl"]));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.lines().count() > 1, "{}", String::from_utf8_lossy(&output.stderr));
    for line in text.lines() {
        let value: Value = serde_json::from_str(line).unwrap();
        let expected = if value.get("format").is_some() {
            "header"
        } else if value.get("summary").is_some() {
            "summary"
        } else {
            "row"
        };
        let wrong = schema.wrong(&schema.whole["$defs"][expected], &value, "");
        assert!(wrong.is_empty(), "{line}\n{}", wrong.join("\n"));
        assert!(schema.wrong(&schema.whole, &value, "").is_empty(), "{line}");
    }
}

#[test]
fn for_machines() {
    let room = Room::new("machines");
    let by_pack = ["compare", "pack", "child", "--facts", "facts", "--period", "2015-2016"];
    room.check(&with(&by_pack, &["--format", "jsonl"]), expect_file!["expected/compare.jsonl"]);
    room.check(&with(&by_pack, &["--format", "csv"]), expect_file!["expected/compare.csv.txt"]);
    holds(&room, &with(&by_pack, &["--all", "--lang", "en"]));
    holds(
        &room,
        &with(&PACK, &["--period", "2014-2016", "--law-as-of-b", "2016", "--known-on-b", "2017-02-28", "--set", "奖金基数=60万元"]),
    );
}

//! The command as a clerk uses it, on the small pack of `tests/small`: what it prints, in both languages, and its exit codes.
//!
//! Expected output stands in `tests/expected/`; `UPDATE_EXPECT=1` writes it anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use expect_test::{ExpectFile, expect_file};

const RUN: [&str; 4] = ["run", "pack", "--facts", "facts"];

fn small() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/small")
}

fn quanheng_in(folder: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_quanheng")).args(words).current_dir(folder).output().unwrap()
}

fn quanheng(words: &[&str]) -> Output {
    quanheng_in(&small(), words)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Standard output, standard error and exit code in one text.
fn all(output: &Output) -> String {
    format!("{}---- stderr\n{}---- exit {}\n", text(&output.stdout), text(&output.stderr), output.status.code().unwrap())
}

#[track_caller]
fn check(words: &[&str], expected: ExpectFile) {
    let first = quanheng(words);
    assert_eq!(all(&first), all(&quanheng(words)), "two runs give the same bytes");
    // A checkout may keep line ends its own way; those of CSV are looked at below.
    expected.assert_eq(&all(&first).replace("\r\n", "\n"));
}

/// A folder of its own with the small pack, facts and child.
struct Room(PathBuf);

impl Room {
    fn new(name: &str) -> Room {
        fn copy(from: &Path, to: &Path) {
            fs::create_dir_all(to).unwrap();
            for entry in fs::read_dir(from).unwrap() {
                let entry = entry.unwrap();
                let target = to.join(entry.file_name());
                if entry.path().is_dir() {
                    copy(&entry.path(), &target);
                } else {
                    fs::copy(entry.path(), target).unwrap();
                }
            }
        }
        let folder = std::env::temp_dir().join(format!("quanheng-commands-{}-{name}", std::process::id()));
        copy(&small(), &folder);
        Room(folder)
    }

    fn write(&self, path: &str, words: &str) {
        fs::write(self.0.join(path), words).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap()
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn with<'w>(words: &[&'w str], more: &[&'w str]) -> Vec<&'w str> {
    words.iter().chain(more).copied().collect()
}

#[test]
fn check_and_test_a_pack() {
    check(&["check", "pack"], expect_file!["expected/check.txt"]);
    check(&["check", "pack", "--lang", "en"], expect_file!["expected/check-en.txt"]);
    check(&["test", "pack"], expect_file!["expected/test.txt"]);
    check(&["test", "pack", "--lang", "en"], expect_file!["expected/test-en.txt"]);
}

#[test]
fn rules_are_formatted() {
    let room = Room::new("fmt");
    let (law, other) = ("pack/law/10-奖励.md", "pack/law/20-另.md");
    let before = room.read(law);
    let run = |words: &[&str]| all(&quanheng_in(&room.0, words)).replace("\r\n", "\n");
    let mut told = run(&["fmt", "pack"]);
    let chinese = room.read(law);
    told.push_str(&run(&["fmt", "pack", "--check"]));
    told.push_str(&run(&["fmt", "pack", "--check", "--keywords", "en", "--lang", "en"]));
    assert_eq!(room.read(law), chinese, "--check writes nothing");
    told.push_str(&run(&["fmt", "pack", "--keywords", "en"]));
    let english = room.read(law);
    assert!(english.contains("\ndefine ") && !english.contains("\n定义 "), "{english}");
    assert!(run(&["check", "pack"]).contains("exit 0"));
    room.write(other, "# 另一个办法\n\n## 第一条 {#第一条}\n\n```规则\n定义   县区.甲：布尔 即\n```\n");
    let broken = room.read(other);
    told.push_str(&run(&["fmt", "pack", "--keywords", "zh"]));
    assert_eq!((room.read(law), room.read(other)), (chinese, broken), "what reads goes back, what does not stays");
    told.push_str(&run(&["fmt", "nowhere", "pack"]));
    expect_file!["expected/fmt.txt"].assert_eq(&told);
    assert!(before.contains("```规则"));
}

#[test]
fn a_run_for_people() {
    check(&with(&RUN, &["--period", "2015-2016"]), expect_file!["expected/run.txt"]);
    check(&with(&RUN, &["--period", "2016", "--lang", "en"]), expect_file!["expected/run-en.txt"]);
    let supposed = ["--period", "2016", "--set", "奖金基数=60万元", "--set", "割线并列=全取", "--only", "奖金"];
    check(&with(&RUN, &supposed), expect_file!["expected/run-set.txt"]);
}

#[test]
fn a_run_for_machines() {
    check(&with(&RUN, &["--period", "2016", "--format", "jsonl"]), expect_file!["expected/run.jsonl"]);
    check(&with(&RUN, &["--period", "2016", "--format", "csv", "--met"]), expect_file!["expected/run-met.csv.txt"]);
    let csv = quanheng(&with(&RUN, &["--period", "2016", "--format", "csv"])).stdout;
    assert!(csv.starts_with(b"\xEF\xBB\xBF"));
    let lines = text(&csv);
    assert!(lines.ends_with("\r\n") && lines.matches('\n').count() == lines.matches("\r\n").count());
}

#[test]
fn reasons() {
    let explain = ["explain", "pack", "--facts", "facts", "--period", "2016", "--result", "县区.奖金"];
    check(&with(&explain, &["--of", "甲县"]), expect_file!["expected/explain.txt"]);
    check(&with(&explain, &["--of", "甲县", "--lang", "en"]), expect_file!["expected/explain-en.txt"]);
    check(&with(&explain, &["--of", "丙县", "--instead-of", "SL:yi"]), expect_file!["expected/explain-instead.txt"]);
    check(&with(&explain, &["--of", "乙县", "--format", "json"]), expect_file!["expected/explain.json"]);
}

#[test]
fn help_is_there_in_both_languages() {
    check(&["--help"], expect_file!["expected/help.txt"]);
    check(&["--help", "--lang", "en"], expect_file!["expected/help-en.txt"]);
    check(&["run", "--help"], expect_file!["expected/help-run.txt"]);
    check(&["explain", "--help", "--lang=en"], expect_file!["expected/help-explain-en.txt"]);
    assert_eq!(quanheng(&[]).status.code(), Some(2));
    let version = text(&quanheng(&["--version"]).stdout);
    assert!(version.starts_with("quanheng ") && version.contains("语言版本 1") && version.contains("commit "), "{version}");
}

#[test]
fn order_of_files_and_rows_changes_nothing() {
    let room = Room::new("order");
    let run = ["run", "pack", "--period", "2016", "--format", "jsonl", "--facts"];
    let before = quanheng_in(&room.0, &with(&run, &["facts"])).stdout;
    let rows = room.read("facts/考评.csv");
    let mut lines: Vec<&str> = rows.lines().collect();
    lines[1..].reverse();
    let half = lines.len() / 2;
    room.write("facts/考评.csv", &format!("{}\n", lines[..half].join("\n")));
    room.write("facts/考评（续）.csv", &format!("{}\n{}\n", lines[0], lines[half..].join("\n")));
    let renamed = room.read("facts/来源.toml").replace("考评.csv", "考评（续）.csv");
    room.write("facts/来源.toml", &(room.read("facts/来源.toml") + &renamed));
    let after = quanheng_in(&room.0, &with(&run, &["facts/考评（续）.csv", "facts"]));
    let (before, after) = (text(&before), text(&after.stdout));
    // The notes say nothing of the files' names, but the cells do.
    let header = |text: &str| text.lines().next().unwrap().to_owned();
    assert_eq!(header(&before), header(&after));
    assert_eq!(before.lines().count(), after.lines().count());
}

#[test]
fn what_was_not_known_yet_is_left_out() {
    let early =
        text(&quanheng(&with(&RUN, &["--period", "2015", "--only", "先进", "--known-on", "2017-02-28", "--format", "jsonl"])).stdout);
    assert!(early.contains("\"known_on\":\"2017-02-28\"") && early.contains("\"run_at\":\"2017-02-28\""), "{early}");
    assert!(!early.contains("\"status\":\"成立\""), "{early}");
    let late =
        text(&quanheng(&with(&RUN, &["--period", "2015", "--only", "先进", "--known-on", "2017-03-01", "--format", "jsonl"])).stdout);
    assert!(late.contains("\"status\":\"成立\""), "{late}");
}

#[test]
fn a_bad_cell_is_told_and_the_rest_goes_on() {
    let room = Room::new("bad-cell");
    room.write("facts/考评.csv", "县区,年度,得分\n甲县,2016,九十\n乙县,2016,80\n无名县,2016,70\n");
    let output = quanheng_in(&room.0, &with(&RUN, &["--period", "2016"]));
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("乙县"), "{}", all(&output));
    assert!(text(&output.stderr).contains("facts/考评.csv｜C2") && text(&output.stderr).contains("facts/考评.csv｜A4"), "{}", all(&output));
}

/// The damage of an unpacked archive: a link to nothing, a name that is no text. Neither stops the rest, neither is silent.
#[cfg(unix)]
#[test]
fn a_file_that_is_lost_is_told_and_the_rest_goes_on() {
    use std::os::unix::ffi::OsStrExt as _;
    let room = Room::new("lost-file");
    std::os::unix::fs::symlink("/nowhere/of/this/name", room.0.join("facts/链接.csv")).unwrap();
    // 考评 in GB18030.
    let name = std::ffi::OsStr::from_bytes(b"\xbf\xbc\xc6\xc0.csv");
    let named = fs::write(room.0.join("facts").join(name), "县区,年度,得分\n甲县,2016,1\n").is_ok();
    let output = quanheng_in(&room.0, &with(&RUN, &["--period", "2016"]));
    assert_eq!(output.status.code(), Some(1), "{}", all(&output));
    assert!(text(&output.stdout).contains("乙县"), "{}", all(&output));
    let told = text(&output.stderr);
    assert!(told.contains("问题[file-unreadable] facts/链接.csv"), "{}", all(&output));
    // Some file systems refuse such names.
    assert!(!named || told.contains("文件名里有乱码"), "{}", all(&output));
}

#[test]
fn a_result_in_conflict_is_printed_and_is_exit_1() {
    let room = Room::new("conflict");
    let law = room.read("pack/law/10-奖励.md").replace(
        "例外「满分」于 奖金",
        "例外「另一条」于 奖金\n  当 先进 且 有值(考评.得分) 且 考评.得分 ≥ 99\n  则 70万元「另一条奖金」\n\n例外「满分」于 奖金",
    );
    room.write("pack/law/10-奖励.md", &law);
    let output = quanheng_in(&room.0, &with(&RUN, &["--period", "2016", "--only", "奖金"]));
    assert_eq!(output.status.code(), Some(1), "{}", all(&output));
    assert!(text(&output.stdout).contains("冲突") && text(&output.stdout).contains("甲县"), "{}", all(&output));
    assert!(text(&output.stderr).contains("有 1 项结果"), "{}", all(&output));
}

#[test]
fn output_goes_to_a_file_whole_or_not_at_all() {
    let room = Room::new("output");
    let printed = quanheng_in(&room.0, &with(&RUN, &["--period", "2016", "--format", "csv"])).stdout;
    room.write("out.csv", "old");
    let output = quanheng_in(&room.0, &with(&RUN, &["--period", "2016", "--format", "csv", "-o", "out.csv"]));
    assert_eq!((output.stdout.len(), output.status.code()), (0, Some(0)), "{}", all(&output));
    assert_eq!(fs::read(room.0.join("out.csv")).unwrap(), printed);
    let left: Vec<_> =
        fs::read_dir(&room.0).unwrap().filter(|e| e.as_ref().unwrap().file_name().to_string_lossy().ends_with(".part")).collect();
    assert!(left.is_empty());
    assert_eq!(quanheng_in(&room.0, &with(&RUN, &["--period", "2016", "-o", "nowhere/out.txt"])).status.code(), Some(2));
}

#[test]
fn a_basis_that_changed_is_accepted_by_the_command() {
    let room = Room::new("basis");
    let before = room.read("child/pack.toml");
    assert_eq!(quanheng_in(&room.0, &["run", "child", "--facts", "facts", "--period", "2016"]).status.code(), Some(1));
    assert_eq!(quanheng_in(&room.0, &["check", "child", "--accept-basis"]).status.code(), Some(0));
    let after = room.read("child/pack.toml");
    assert_eq!(before.lines().count(), after.lines().count());
    assert_eq!(before.lines().filter(|line| !after.contains(line)).count(), 1, "only the entry of the basis changed");
    let output = quanheng_in(&room.0, &["run", "child", "--facts", "facts", "--period", "2015-2016", "--only", "奖金"]);
    assert_eq!(output.status.code(), Some(0), "{}", all(&output));
    expect_file!["expected/run-child.txt"].assert_eq(&all(&output));
    // Found elsewhere, too.
    fs::create_dir(room.0.join("packs")).unwrap();
    fs::rename(room.0.join("pack"), room.0.join("packs/basis")).unwrap();
    assert_eq!(quanheng_in(&room.0, &["check", "child"]).status.code(), Some(1));
    assert_eq!(quanheng_in(&room.0, &["check", "child", "--packs", "packs"]).status.code(), Some(0));
}

#[test]
fn examples_that_fail_are_exit_1_and_can_be_rewritten() {
    let room = Room::new("examples");
    let good = room.read("pack/tests/10-奖励.md");
    room.write("pack/tests/10-奖励.md", &good.replace("80万元", "70万元"));
    let output = quanheng_in(&room.0, &["test", "pack"]);
    assert_eq!(output.status.code(), Some(1), "{}", all(&output));
    assert!(text(&output.stderr).contains("pack/tests/10-奖励.md:"), "{}", all(&output));
    quanheng_in(&room.0, &["test", "pack", "--update"]);
    assert_eq!(room.read("pack/tests/10-奖励.md"), good);
}

#[test]
fn a_reader_that_went_away_is_no_panic() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_quanheng"))
        .args(with(&RUN, &["--period", "2015-2016", "--format", "jsonl"]))
        .current_dir(small())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
}

/// The block in each README, which `UPDATE_EXPECT=1` writes anew.
#[test]
fn the_readmes_show_the_first_screen() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for (name, language) in [("README.md", "en"), ("README.zh-CN.md", "zh")] {
        let screen = text(&quanheng_in(&root, &["demo", "--lang", language]).stdout);
        let before = fs::read_to_string(root.join(name)).unwrap();
        let (head, rest) = before.split_once("<!-- quanheng demo -->\n```text\n").expect("the block");
        let (shown, tail) =
            if let Some(tail) = rest.strip_prefix("```\n") { ("", tail) } else { rest.split_once("\n```\n").expect("its end") };
        if shown == screen.trim_end() {
            continue;
        }
        assert!(std::env::var_os("UPDATE_EXPECT").is_some(), "{name} shows another screen than `quanheng demo --lang {language}`");
        let whole = format!("{head}<!-- quanheng demo -->\n```text\n{}\n```\n{tail}", screen.trim_end());
        fs::write(root.join(name), whole).unwrap();
    }
}

#[test]
fn the_first_screen_is_one_screen_and_its_commands_work() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for language in ["zh", "en"] {
        let output = quanheng_in(&root, &["demo", "--lang", language]);
        assert_eq!(output.status.code(), Some(0), "{}", all(&output));
        let screen = text(&output.stdout);
        let (commands, told): (Vec<&str>, Vec<&str>) = screen.lines().partition(|line| line.trim().starts_with("quanheng "));
        assert!(screen.lines().count() <= if language == "zh" { 50 } else { 58 }, "{screen}");
        for line in told {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= 110, "{line}");
            // A class never stands beside a name; here it does not stand at all.
            assert!(["平庸", "失职", "不适"].iter().all(|class| !line.replace("不适用", "").contains(class)), "{line}");
        }
        assert!(commands.len() >= 5, "{screen}");
        if language == "zh" {
            assert!(screen.contains("达到情形，待核实；非处理结论") && screen.contains("系统测算，供核实，不作为处理依据"), "{screen}");
        }
        for command in commands {
            let mut words: Vec<&str> = command.split_whitespace().skip(1).collect();
            // What is written is written elsewhere.
            let book = std::env::temp_dir().join(format!("quanheng-demo-{}.xlsx", std::process::id()));
            let writes = words.iter().position(|word| *word == "-o");
            if let Some(at) = writes {
                words[at + 1] = book.to_str().unwrap();
            }
            let output = quanheng_in(&root, &words);
            assert_eq!(output.status.code(), Some(0), "{command}: {}", all(&output));
            let got = if writes.is_some() { fs::read(&book).unwrap() } else { output.stdout };
            assert!(!got.is_empty(), "{command}");
        }
    }
    // From a folder below, it finds its way.
    assert_eq!(quanheng_in(&root.join("crates/cli"), &["demo"]).status.code(), Some(0));
}

//! The workbook of a run: its five sheets as a clerk reads them, and what `--strict`, `--met` and `--only` do to every form of output.
//!
//! Expected texts stand in `tests/expected/`; `UPDATE_EXPECT=1` writes them anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use expect_test::{ExpectFile, expect_file};
use quanheng_sheet::CellValue;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn quanheng(folder: &str, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_quanheng")).args(words).current_dir(root().join(folder)).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

const PEOPLE: [&str; 6] = ["run", "pack", "--facts", "facts", "--period", "2018"];
const SHAANXI: [&str; 6] = ["run", "packs/shaanxi-2016", "--facts", "data/shaanxi", "--period", "2016"];

/// The workbook that a run writes.
fn book(name: &str, folder: &str, words: &[&str], more: &[&str]) -> Vec<u8> {
    let path = std::env::temp_dir().join(format!("quanheng-workbook-{}-{name}.xlsx", std::process::id()));
    let path = path.to_str().unwrap();
    let output = quanheng(folder, &[words, more, &["-o", path]].concat());
    assert!(output.status.code().unwrap() <= 1, "{}", text(&output.stderr));
    assert!(output.stdout.is_empty());
    let bytes = fs::read(path).unwrap();
    fs::remove_file(path).unwrap();
    bytes
}

/// The sheets as text: a line for each row, `｜` between cells.
fn told(bytes: &[u8]) -> String {
    let book = quanheng_sheet::read("x.xlsx", bytes).unwrap();
    let mut out = String::new();
    for sheet in &book.sheets {
        out.push_str(&format!("■ {}\n", sheet.name.as_deref().unwrap_or_default()));
        for row in &sheet.rows {
            let last = row.cells.last().map_or(0, |cell| cell.column);
            let cells: Vec<String> = (1..=last).map(|column| row.get(column).map(CellValue::shown).unwrap_or_default()).collect();
            out.push_str(&format!("{}\n", cells.join("｜")));
        }
    }
    out
}

/// One sheet of it.
fn sheet(told: &str, name: &str) -> String {
    let (_, after) = told.split_once(&format!("■ {name}\n")).unwrap();
    after.split("■ ").next().unwrap().to_owned()
}

#[track_caller]
fn check(name: &str, folder: &str, words: &[&str], more: &[&str], expected: ExpectFile) {
    let bytes = book(name, folder, words, more);
    assert_eq!(bytes, book(name, folder, words, more), "two runs give the same bytes");
    expected.assert_eq(&told(&bytes));
}

#[test]
fn five_sheets() {
    check("people", "tests/people", &PEOPLE, &[], expect_file!["expected/workbook-people.txt"]);
    let decided = ["--lang", "en", "--decided-on", "2019-03-15", "--format", "xlsx"];
    check("people-en", "tests/people", &PEOPLE, &decided, expect_file!["expected/workbook-people-en.txt"]);
    // The packs change; what is published does not.
    let shaanxi = told(&book("shaanxi", "", &SHAANXI, &["--met"]));
    assert_eq!(sheet(&shaanxi, "名单").lines().filter(|line| line.contains("｜十强县｜")).count(), 10, "{shaanxi}");
    assert!(sheet(&shaanxi, "待核实").contains("公布的数据，待核实的没有算"), "{shaanxi}");
    let small = ["run", "pack", "--facts", "facts", "--period", "2015-2016"];
    check("small", "tests/small", &small, &["--set", "割线并列=全取"], expect_file!["expected/workbook-small.txt"]);
}

#[test]
fn a_class_is_in_no_line_with_a_name_and_every_line_says_what_it_is() {
    for more in [&[][..], &["--decided-on", "2019-03-15"], &["--met"], &["--only", "测评不高"], &["--only", "两起.类型"]] {
        let told = told(&book("classes", "tests/people", &PEOPLE, more));
        for line in told.lines() {
            let class = ["平庸", "失职"].iter().any(|class| line.contains(class));
            let name = ["张甲", "李乙", "王丙", "赵丁", "钱戊"].iter().any(|name| line.contains(name));
            assert!(!(class && name), "{more:?}: {line}");
        }
        let lines: Vec<String> = sheet(&told, "待核实").lines().skip(3).map(str::to_owned).collect();
        assert!(!lines.is_empty());
        for line in lines {
            assert!(line.contains("非处理结论"), "{more:?}: {line}");
        }
        for name in ["名单", "奖金", "待核实", "未知与缺项", "依据"] {
            assert!(sheet(&told, name).contains("系统测算，供核实，不作为处理依据"), "{more:?}: {name}");
        }
    }
}

/// The rows of one run in every form: table, CSV, JSON lines, workbook.
fn every_form(more: &[&str]) -> [String; 4] {
    let of = |format: &str| text(&quanheng("tests/people", &[&PEOPLE[..], more, &["--format", format]].concat()).stdout);
    [of("table"), of("csv"), of("jsonl"), told(&book("form", "tests/people", &PEOPLE, more))]
}

#[test]
fn only_and_met_do_the_same_in_every_form() {
    for form in every_form(&["--only", "先进县"]) {
        assert!(form.contains("甲县") && form.contains("丁县") && !form.contains("测评不高"), "{form}");
    }
    for form in every_form(&["--only", "先进县", "--met"]) {
        assert!(form.contains("甲县") && form.contains("乙县"), "{form}");
        assert!(!form.contains("丙县"), "{form}");
    }
    let [table, csv, lines, book] = every_form(&["--only", "先进县", "--met"]);
    // Whom it is not known of is not listed; what is missing for it is.
    assert!(!csv.contains("丁县") && !lines.contains("丁县"));
    for form in [table, book] {
        assert!(form.lines().filter(|line| line.contains("丁县")).all(|line| line.contains("年度考核·得分")), "{form}");
    }
    // A class by persons comes in no form.
    for format in ["table", "csv", "jsonl"] {
        let output = quanheng("tests/people", &[&PEOPLE[..], &["--only", "结论.测评不高.类型", "--format", format]].concat());
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
        assert!(text(&output.stderr).contains("class-of-person"));
    }
    for (command, more) in [("explain", &["--of", "张甲"][..]), ("why-not", &["--of", "张甲"])] {
        let words = [&[command, "pack", "--facts", "facts", "--period", "2018", "--result", "测评不高.类型"], more].concat();
        let output = quanheng("tests/people", &words);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{command}");
    }
}

#[test]
fn strict_refuses_presumptions_in_every_form() {
    for format in ["table", "csv", "jsonl"] {
        let of = |more: &[&str]| text(&quanheng("", &[&SHAANXI[..], more, &["--format", format, "--only", "县区.奖金"]].concat()).stdout);
        let (plain, strict) = (of(&[]), of(&["--strict"]));
        assert_ne!(plain, strict);
        assert!(
            plain.contains("推定") && !strict.lines().any(|line| line.contains("推定：") || line.contains("\"kind\":\"推定\"")),
            "{strict}"
        );
    }
    let of = |more: &[&str]| told(&book("strict", "", &SHAANXI, more));
    let (plain, strict) = (of(&[]), of(&["--strict"]));
    assert!(sheet(&plain, "依据").contains("\n推定｜推定「") && !sheet(&strict, "依据").contains("\n推定｜推定「"));
    assert!(sheet(&strict, "依据").contains("不用任何推定"));
}

/// The whole demo, every conclusion of its packs: whoever is named there, in no form is a class in one line with the name.
#[test]
fn nobody_of_the_demo_stands_beside_a_class() {
    let demo = ["run", "packs/example-settings", "--facts", "data/demo", "--period", "2016"];
    let of = |format: &str| text(&quanheng("", &[&demo[..], &["--format", format]].concat()).stdout);
    let mut names = std::collections::BTreeSet::new();
    for line in of("jsonl").lines().skip(1) {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        if row["to_verify"].is_string() {
            names.extend(row["persons"].as_array().unwrap().iter().map(|person| person["name"].as_str().unwrap().to_owned()));
        }
    }
    assert!(names.len() > 10, "{names:?}");
    let book = told(&book("demo", "", &demo, &[]));
    assert!(["平庸", "失职", "不适"].iter().all(|class| sheet(&book, "待核实").contains(class)), "{book}");
    for form in [of("table"), of("csv"), book] {
        for line in form.lines() {
            // Of a result that is 不适用 nobody is reached.
            let class = ["平庸", "失职"].iter().any(|class| line.contains(class)) || line.replace("不适用", "").contains("不适");
            assert!(!class || names.iter().all(|name| !line.contains(name.as_str())), "{line}");
        }
    }
}

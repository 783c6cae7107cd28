//! `robust`: its page in `docs/`, followed to the letter; every form of output; what holds whatever is asked.

use std::process::{Command, Output};

use serde_json::Value;

use crate::json_schema::Schema;
use crate::page::{Room, follow, in_repository};

fn with_packs(name: &str) -> Room {
    let room = Room::named(name);
    room.copy(&in_repository("packs"), "packs");
    room.copy(&in_repository("data/demo"), "data/demo");
    room
}

#[test]
fn every_command_prints_what_the_page_shows() {
    let room = with_packs("robust-page");
    let commands = follow(&in_repository("docs/robust.md"), &room);
    assert!(commands.iter().all(|command| command == "robust"), "{commands:?}");
}

fn run(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_quanheng")).args(words).current_dir(in_repository(".")).output().unwrap()
}

const DEMO: [&str; 8] = ["robust", "packs/example-settings", "--facts", "data/demo", "--period", "2016", "--of", "任职.优秀正职"];

fn demo(more: &[&str]) -> String {
    let output = run(&[&DEMO, more].concat());
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn json_lines_are_as_the_schema_says() {
    let schema = Schema::named("robust.schema.json");
    for more in [
        &["--draws", "50"][..],
        &["--draws", "50", "--spread", "any", "--lang", "en"],
        &["--draws", "7", "--set", "扶贫考核权重=0%", "--set", "目标考核权重=60%"],
    ] {
        let lines = demo(&[&["--format", "jsonl"], more].concat());
        for line in lines.lines() {
            let value: Value = serde_json::from_str(line).unwrap();
            assert_eq!(schema.wrong(&schema.whole, &value, "line"), Vec::<String>::new(), "{line}");
        }
        assert!(lines.lines().count() > 100);
    }
    // Nobody settled the weights, nor how figures are brought to one scale: every place is known within bounds alone, with its causes.
    let words = ["robust", "packs/shaanxi-2016", "--facts", "data/demo", "--period", "2016", "--of", "任职.优秀正职"];
    let open = run(&[&words[..], &["--spread", "any", "--draws", "3", "--format", "jsonl"]].concat());
    for line in String::from_utf8(open.stdout).unwrap().lines() {
        let value: Value = serde_json::from_str(line).unwrap();
        assert_eq!(schema.wrong(&schema.whole, &value, "line"), Vec::<String>::new(), "{line}");
    }
}

/// A draw hangs on its number alone: the first hundred of a thousand are the hundred.
#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
    let jsonl = |more: &[&str]| demo(&[&["--format", "jsonl", "--spread", "any"], more].concat());
    assert_eq!(jsonl(&["--draws", "300", "--seed", "5"]), jsonl(&["--draws", "300", "--seed", "5"]));
    assert_ne!(jsonl(&["--draws", "300", "--seed", "5"]), jsonl(&["--draws", "300", "--seed", "6"]));
    let best = |draws: &str| -> Vec<Option<u64>> {
        let lines = jsonl(&["--draws", draws]);
        let rows = lines.lines().skip(2).map(|line| serde_json::from_str::<Value>(line).unwrap());
        rows.map(|row| row["places"]["best"][0].as_u64()).collect()
    };
    assert!(
        best("100").iter().zip(best("400")).all(|(few, many)| few.is_none() || many <= *few),
        "more draws reach further, and no less far"
    );
}

#[test]
fn a_picture_is_xml_without_anything_measured() {
    for lang in ["zh", "en"] {
        let svg = demo(&["--draws", "20", "--spread", "any", "--format", "svg", "--lang", lang]);
        assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\"") && svg.ends_with("</svg>\n"), "{svg}");
        // Every element that is opened is closed.
        for element in ["svg", "g", "text", "title"] {
            let (opened, closed) = (svg.matches(&format!("<{element}")).count(), svg.matches(&format!("</{element}>")).count());
            // <g> is the beginning of no other name here; <text> of none; <title> of none.
            assert_eq!(opened, closed, "{element}");
        }
        assert!(!svg.contains("NaN") && !svg.contains('e') || svg.contains("stroke"), "{svg}");
    }
}

#[test]
fn csv_has_everybody_and_no_formula() {
    let csv = demo(&["--draws", "20", "--format", "csv"]);
    let mut lines = csv.lines();
    let columns = lines.next().unwrap().split(',').count();
    assert_eq!(columns, 27);
    assert!(lines.clone().count() > 200, "those never on the list, too");
    assert!(lines.all(|line| line.contains("系统测算，供核实，不作为处理依据")));
}

#[track_caller]
fn refused(words: &[&str], id: &str) {
    let small = ["robust", "tests/small/pack", "--facts", "tests/small/facts", "--period", "2016", "--of", "先进"];
    let output = run(&[&small, words].concat());
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(output.stdout.is_empty() && told.contains(id), "{told}");
}

#[test]
fn what_cannot_be_used_is_told() {
    for draws in ["0", "-1", "1e9", "1000001", "99999999999999999999999", "", "一万", "NaN", "0x10", "1.5"] {
        refused(&[&format!("--draws={draws}")], "robust-number");
    }
    for seed in ["-1", "18446744073709551616", "seed", "1.0", "\u{202e}1"] {
        refused(&[&format!("--seed={seed}")], "robust-number");
    }
    for spread in ["25", "0%", "101%", "-5%", "all", "%", "∞%", "1e1%"] {
        refused(&[&format!("--spread={spread}")], "robust-spread");
    }
    refused(&["--format", "xlsx"], "bad-choice");
    refused(&["-o", "名次.xlsx"], "no-workbook-here");
    refused(&["-o", "名次.pdf"], "form-not-written");
    let output = run(&["robust", "tests/small/pack", "--facts", "tests/small/facts", "--period", "2016", "--of", "先近"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(told.contains("unknown-result") && told.contains("县区.先进"), "{told}");
}

/// Full-width digits are digits, and the two spellings of anywhere are one.
#[test]
fn what_people_write_is_read() {
    assert_eq!(demo(&["--draws", "３０", "--spread", "任意"]), demo(&["--draws", "30", "--spread", "any"]));
    assert_eq!(demo(&["--draws", "30", "--spread", "２５％"]), demo(&["--draws", "30"]));
    assert!(demo(&["--draws", "1"]).contains("100%"));
}

/// A name from a file is text in a picture, whatever is in it.
#[test]
fn names_from_files_do_not_become_drawing() {
    let room = Room::named("robust-names");
    let page = std::fs::read_to_string(in_repository("docs/robust.md")).unwrap();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let ticks: String = line.chars().take_while(|c| *c == '`').collect();
        let info: Vec<&str> = line.trim_start_matches('`').split_whitespace().collect();
        if ticks.len() >= 3 {
            let body: Vec<&str> = lines.by_ref().take_while(|l| *l != ticks).collect();
            if let [_, path] = info.as_slice() {
                room.write(path, &format!("{}\n", body.join("\n").replace("东乡", "<b>&\"东'乡</b>")));
            }
        }
    }
    let svg = room.screen("quanheng robust 考评 --facts 数据 --period 2016 --of 综合名次 --draws 10 --format svg");
    assert!(svg.contains("&lt;b&gt;&amp;&quot;东&#39;乡&lt;/b&gt;") && !svg.contains("<b>"), "{svg}");
}

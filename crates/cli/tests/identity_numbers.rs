//! Numbers of identity documents are never printed, by no command and in no form, also where they stand in places that nobody
//! thought of; and two persons whose numbers are masked stay two.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use quanheng_sheet::CellValue;

/// Invented: there is no place of the code 990000.
const NUMBERS: [&str; 5] = ["99000019700101001X", "990000197001010028", "990000197001010036", "990000700101001", "990000197001010052"];
/// In a cell that should hold a count of votes, in the name of a file, in 来源.toml, in the command, in full width.
const STRAY: [&str; 5] = ["990000198002020011", "990000198002020038", "990000198002020046", "990000198002020054", "990000198002020062"];

struct Place {
    folder: PathBuf,
}

impl Place {
    fn new() -> Place {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/people");
        let folder = std::env::temp_dir().join(format!("quanheng-identity-{}", std::process::id()));
        for path in ["pack", "pack/entities", "pack/law", "facts"] {
            fs::create_dir_all(folder.join(path)).unwrap();
            for entry in fs::read_dir(from.join(path)).unwrap().map(Result::unwrap).filter(|e| e.path().is_file()) {
                fs::copy(entry.path(), folder.join(path).join(entry.file_name())).unwrap();
            }
        }
        let facts = folder.join("facts");
        let change = |name: &str, by: &dyn Fn(String) -> String| {
            fs::write(facts.join(name), by(fs::read_to_string(facts.join(name)).unwrap())).unwrap();
        };
        let numbered = |text: String| NUMBERS.iter().enumerate().fold(text, |text, (at, n)| text.replace(&format!("P{}", at + 1), n));
        change("任职.csv", &numbered);
        let wide: String = STRAY[4].chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap()).collect();
        // Of two of one name, in one unit, only the numbers tell.
        change("测评.csv", &|text| {
            numbered(text) + &format!("张甲,990000196001010013,2018,30,100\n钱戊（{wide}）,,2018,{},100\n", STRAY[0])
        });
        fs::write(facts.join(format!("名册{}.csv", STRAY[1])), format!("姓名,号\n张甲,{}\n", STRAY[1])).unwrap();
        let note = format!("[\"测评.csv\"]\nsource = \"报送人 {}\"\nentered_by = \"{}\"\n", STRAY[2], STRAY[2]);
        fs::write(facts.join("来源.toml"), note).unwrap();
        Place { folder }
    }

    /// Everything a command prints and writes.
    fn said(&self, words: &[&str]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_quanheng")).args(words).current_dir(&self.folder).output().unwrap();
        let mut all = format!("{}\n{}", String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
        if let Some(at) = words.iter().position(|word| *word == "-o" || *word == "--errors-out") {
            let bytes = fs::read(self.folder.join(words[at + 1])).unwrap_or_default();
            all.push_str(&cells(words[at + 1], &bytes));
        }
        all
    }
}

fn cells(name: &str, bytes: &[u8]) -> String {
    if !name.ends_with(".xlsx") || bytes.is_empty() {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let book = quanheng_sheet::read(name, bytes).unwrap();
    let rows = book.sheets.iter().flat_map(|sheet| &sheet.rows);
    rows.map(|row| row.cells.iter().map(|cell| CellValue::shown(&cell.value)).collect::<Vec<_>>().join("｜") + "\n").collect()
}

#[test]
fn no_number_leaves() {
    let place = Place::new();
    let asked = |command: &'static str, more: &[&'static str]| -> Vec<&'static str> {
        let mut words = vec![command, "pack", "--facts", "facts"];
        if command != "template" {
            words.extend(["--period", "2018"]);
        }
        words.extend(more);
        words
    };
    let mut commands: Vec<Vec<&str>> = Vec::new();
    for more in [
        &[][..],
        &["--lang", "en", "--decided-on", "2019-03-15"],
        &["--format", "csv"],
        &["--format", "jsonl"],
        &["--format", "jsonl", "-o", "out.jsonl"],
        &["-o", "out.csv"],
        &["-o", "out.xlsx"],
        &["--strict", "-o", "out.txt"],
        &["--only", "测评不高", "--met"],
        &["--only", STRAY[3]],
        &["--set", "两起分属两任=990000198002020054"],
        &["--known-on", STRAY[3]],
        &["--errors-out", "errors.xlsx"],
    ] {
        commands.push(asked("run", more));
    }
    for of in ["张甲", "甲县", STRAY[3], NUMBERS[1]] {
        for result in ["测评不高", "两起"] {
            for more in [&[][..], &["--format", "json"], &["--lang", "en"]] {
                commands.push(asked("explain", &[&["--result", result, "--of", of][..], more].concat()));
                commands.push(asked("why-not", &[&["--result", result, "--of", of][..], more].concat()));
            }
        }
    }
    for more in [&[][..], &["--format", "csv"], &["--format", "jsonl"], &["-o", "moved.csv"]] {
        commands.push(asked("compare", &[&["--set", "两起分属两任=各次在任都算", "--all"][..], more].concat()));
        commands.push(asked("open", more));
    }
    let numbers: Vec<String> = NUMBERS.iter().chain(&STRAY).chain(&["990000196001010013"]).map(|n| (*n).to_owned()).collect();
    for words in commands {
        let said = place.said(&words);
        let plain: String = said
            .chars()
            .map(|c| if ('\u{ff10}'..='\u{ff19}').contains(&c) { char::from_u32(u32::from(c) - 0xfee0).unwrap() } else { c })
            .collect();
        for number in &numbers {
            // Nor the greater part of one.
            assert!(!plain.contains(number.get(..14).unwrap()), "{words:?}: {number}\n{said}");
        }
        assert!(!said.is_empty(), "{words:?}");
    }
    // Each person is still one, and no two are taken for the same.
    let rows = place.said(&asked("run", &["--only", "测评不高", "--format", "jsonl"]));
    let of_zhang: BTreeSet<&str> = rows
        .lines()
        .filter(|line| line.contains("\"of\":\"张甲\""))
        .filter_map(|line| line.split("\"of_id\":\"").nth(1)?.split('"').next())
        .collect();
    assert_eq!(of_zhang.len(), 2, "{rows}");
    assert!(of_zhang.iter().all(|id| id.starts_with("人员:张甲-")), "{of_zhang:?}");
    fs::remove_dir_all(&place.folder).unwrap();
}

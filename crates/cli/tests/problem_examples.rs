//! Every message of `app` and `cli` has an example under `tests/problems/`, and the command says there exactly what it says.
//!
//! An example has a fence `命令` with a command line. It is run in a folder that holds what is in `tests/small` (pack, child,
//! facts), changed by fences `文件 <path>` (a text), `字节 <path>` (hexadecimal), `没有 <path>`, `先` (a command run before) and `改 <path>`
//! (one text for another; a manifest is given its new address), in their order; a fence `植入` plants a fault in the row it names. Its
//! fence `问题` holds what comes
//! on standard error in Chinese, then in English, then the exit code; `UPDATE_EXPECT=1` writes it anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The ids in `problems/*.rs` of the two crates.
fn ids() -> Vec<String> {
    let mut ids = Vec::new();
    for folder in ["crates/app/src/problems", "crates/cli/src/problems"] {
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let text = fs::read_to_string(entry.unwrap().path()).unwrap();
            let (_, after) = text.split_once("pub const ID: &str = \"").unwrap();
            ids.push(after.split_once('"').unwrap().0.to_owned());
        }
    }
    ids.sort();
    ids
}

/// An example file, cut at its fences.
#[derive(Default)]
struct Example {
    /// Info and body of each fence but the expected one.
    fences: Vec<(String, String)>,
    expected: String,
    before: String,
    after: String,
}

fn parse(text: &str) -> Example {
    let mut example = Example::default();
    let mut seen = false;
    let mut lines = text.split_inclusive('\n');
    while let Some(line) = lines.next() {
        let rest = if seen { &mut example.after } else { &mut example.before };
        rest.push_str(line);
        // A fence of four ticks may hold fences of three.
        let ticks: String = line.chars().take_while(|c| *c == '`').collect();
        if ticks.len() < 3 {
            continue;
        }
        let info = line.trim_end().trim_start_matches('`');
        let body: Vec<&str> = lines.by_ref().take_while(|line| line.trim_end() != ticks).collect();
        if info == "问题" {
            seen = true;
            example.expected = body.concat();
        } else {
            rest.push_str(&body.concat());
            rest.push_str(&format!("{ticks}\n"));
            example.fences.push((info.to_owned(), body.concat()));
        }
        if info == "问题" {
            example.after.push_str(&format!("{ticks}\n"));
        }
    }
    example
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() { copy(&entry.path(), &target) } else { assert!(fs::copy(entry.path(), target).is_ok()) }
    }
}

fn bytes(hexadecimal: &str) -> Vec<u8> {
    hexadecimal.split_whitespace().map(|byte| u8::from_str_radix(byte, 16).unwrap()).collect()
}

/// A folder as the example wants it.
fn set_up(name: &str, example: &Example) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("quanheng-{}-{name}", std::process::id()));
    copy(&root().join("tests/small"), &folder);
    for (info, body) in &example.fences {
        if info == "先" {
            let words: Vec<&str> = body.split_whitespace().skip(1).collect();
            let before = Command::new(env!("CARGO_BIN_EXE_quanheng")).args(&words).current_dir(&folder).output().unwrap();
            assert!(before.status.code().unwrap() < 2, "{name}: {}", String::from_utf8_lossy(&before.stderr));
        }
        let Some((what, path)) = info.split_once(' ') else { continue };
        let path = folder.join(path);
        match what {
            "没有" => drop(fs::remove_file(&path).or_else(|_| fs::remove_dir_all(&path))),
            "文件" | "字节" => {
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, if what == "文件" { body.clone().into_bytes() } else { bytes(body) }).unwrap();
            }
            "改" => {
                let (from, to) = body.trim_end().split_once('\n').unwrap();
                let text = fs::read_to_string(&path).unwrap();
                assert!(text.contains(from), "{name}: {from}");
                let text = text.replace(from, to);
                if path.ends_with("manifest.json") {
                    let address = quanheng_snapshot::sha256(text.as_bytes());
                    fs::write(path.with_file_name("manifest.sha256"), format!("{address}  manifest.json\n")).unwrap();
                }
                fs::write(path, text).unwrap();
            }
            _ => {}
        }
    }
    folder
}

fn run(name: &str, example: &Example) -> String {
    let folder = set_up(name, example);
    let (_, line) = example.fences.iter().find(|(info, _)| info == "命令").unwrap();
    let words: Vec<&str> = line.split_whitespace().skip(1).collect();
    let planted = example.fences.iter().find(|(info, _)| info == "植入").map(|(_, body)| body.trim());
    let quanheng = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_quanheng"));
        command.args(&words).args(more).envs(planted.map(|at| ("QUANHENG_PLANTED_FAULT", at)));
        command.current_dir(&folder).output().unwrap()
    };
    let (chinese, english) = (quanheng(&[]), quanheng(&["--lang", "en"]));
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!(chinese.status, english.status, "{name}");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    format!("{}\n{}\n退出码 {}\n", text(chinese.stderr), text(english.stderr), chinese.status.code().unwrap())
}

#[test]
fn every_problem_has_an_example_that_holds() {
    let update = std::env::var("UPDATE_EXPECT").is_ok_and(|v| v == "1");
    let mut wrong = Vec::new();
    for id in ids() {
        let path = root().join(format!("tests/problems/{id}.md"));
        let Ok(text) = fs::read_to_string(&path) else {
            wrong.push(format!("{id}: no example; write tests/problems/{id}.md"));
            continue;
        };
        let example = parse(&text);
        let found = run(&id, &example);
        if found.matches(&format!("[{id}]")).count() < 2 {
            wrong.push(format!("{id}: its example does not raise it in both languages:\n{found}"));
        }
        if found == example.expected {
            continue;
        }
        if update {
            fs::write(&path, format!("{}{found}{}", example.before, example.after)).unwrap();
        } else {
            wrong.push(format!("{id}: expected\n{}\nfound\n{found}", example.expected));
        }
    }
    assert!(wrong.is_empty(), "{}\n(UPDATE_EXPECT=1 writes what is found)", wrong.join("\n\n"));
}

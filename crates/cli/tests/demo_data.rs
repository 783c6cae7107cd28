//! `data/demo`: the invented province is what its generator makes, reads without a problem, and its README tells the truth: of each
//! conclusion who meets it and who misses it by one unit, cell by cell; and of each mistake where it is and what it is called.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use quanheng_demo_data::book::{Book, Cell, Format, place};
use quanheng_demo_data::stories::changed;
use quanheng_demo_data::{books, files, mistakes, write};
use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn committed() -> PathBuf {
    root().join("data/demo")
}

/// Every file below the folder.
fn files_below(folder: &Path, inside: &str, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{inside}{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            files_below(&entry.path(), &format!("{name}/"), found);
        } else {
            found.insert(name, fs::read(entry.path()).unwrap());
        }
    }
}

#[test]
fn what_is_committed_is_what_the_generator_makes() {
    let mut committed_files = BTreeMap::new();
    files_below(&committed(), "", &mut committed_files);
    let made: BTreeMap<String, Vec<u8>> = files().into_iter().collect();
    let names = |all: &BTreeMap<String, Vec<u8>>| all.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&committed_files), names(&made), "run: cargo run --package quanheng-demo-data");
    for (name, bytes) in &made {
        assert!(
            committed_files[name] == *bytes,
            "data/demo/{name} is not what the generator makes; run: cargo run --package quanheng-demo-data"
        );
    }
}

type Rows = BTreeMap<(String, String), Value>;

/// Runs the example settings on a folder of facts, and gives the rows by result and entity.
fn run(facts: &Path, only: &BTreeSet<String>) -> Result<Rows, String> {
    let root = root();
    let mut words: Vec<String> =
        ["run", "packs/example-settings", "--period", "2016", "--decided-on", "2017-03-01", "--format", "jsonl", "--facts"]
            .map(str::to_owned)
            .to_vec();
    words.push(facts.to_str().unwrap().to_owned());
    for result in only {
        words.extend(["--only".to_owned(), result.clone()]);
    }
    let output = Command::new(env!("CARGO_BIN_EXE_quanheng")).args(&words).current_dir(root).output().unwrap();
    if !output.status.success() {
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let at_fault: String = text.lines().filter(|l| l.contains("\"status\":\"错误\"") || l.contains("\"status\":\"冲突\"")).collect();
        return Err(format!("{at_fault}\n{}", String::from_utf8_lossy(&output.stderr)));
    }
    let text = String::from_utf8(output.stdout).unwrap();
    let rows = text.lines().skip(1).map(|line| serde_json::from_str::<Value>(line).unwrap());
    Ok(rows.map(|row| ((row["result"].as_str().unwrap().to_owned(), row["of"].as_str().unwrap_or_default().to_owned()), row)).collect())
}

/// One line of the table in data/demo/README.md.
#[derive(Debug)]
struct Line {
    conclusion: String,
    result: String,
    of: String,
    look_at: String,
    now: String,
    /// File, sheet, cell, what stands there, what it becomes.
    edits: Vec<(String, String, String, String, String)>,
    then: String,
}

fn lines() -> Vec<Line> {
    let text = fs::read_to_string(committed().join("README.md")).unwrap();
    let table = text.lines().skip_while(|line| !line.starts_with("| 结论 |")).skip(2).take_while(|line| line.starts_with('|'));
    let each = |text: &str| text.split('；').map(str::to_owned).collect::<Vec<_>>();
    table
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let [conclusion, result, of, look_at, now, places, before, after, then] = cells[..] else { panic!("{line}") };
            let mut edits = Vec::new();
            if !places.is_empty() {
                for ((place, before), after) in each(places).into_iter().zip(each(before)).zip(each(after)) {
                    let parts: Vec<&str> = place.split('｜').collect();
                    let [file, sheet, cell] = parts[..] else { panic!("{line}") };
                    edits.push((file.to_owned(), sheet.to_owned(), cell.to_owned(), before, after));
                }
            }
            Line {
                conclusion: conclusion.to_owned(),
                result: result.trim_matches('`').to_owned(),
                of: of.to_owned(),
                look_at: look_at.to_owned(),
                now: now.to_owned(),
                edits,
                then: then.to_owned(),
            }
        })
        .collect()
}

/// The value a line is about, as the table writes it.
fn told(row: &Value, look_at: &str) -> String {
    let shown = |value: &Value| match value {
        Value::Bool(true) => "是".to_owned(),
        Value::Bool(false) => "否".to_owned(),
        Value::String(text) => match text.strip_suffix("0000.00").or_else(|| (text == "0.00").then_some("0")) {
            Some("0") => "0元".to_owned(),
            Some(myriads) => format!("{myriads}万元"),
            None => text.clone(),
        },
        other => other.to_string(),
    };
    if row["status"] != "成立" && look_at.is_empty() {
        return row["status"].as_str().unwrap().to_owned();
    }
    match look_at.strip_prefix("人员 ") {
        Some(name) => {
            let persons = row["persons"].as_array().cloned().unwrap_or_default();
            let person = persons.iter().find(|p| p["name"] == name).unwrap_or_else(|| panic!("{name} is not reached: {row}"));
            if person["stands"] == false { "不成立".to_owned() } else { "成立".to_owned() }
        }
        None if look_at.is_empty() => shown(&row["value"]),
        None if look_at == "规则" => shown(&row["rule"]),
        None if look_at == "给予" => shown(&row["grants"]),
        None => shown(&row["fields"][look_at]),
    }
}

fn check(line: &Line, rows: &Rows, expected: &str) -> Result<(), String> {
    let Some(row) = rows.get(&(line.result.clone(), line.of.clone())) else {
        // Whoever is not in the table of a list of posts is not on the list.
        return if expected == "否" { Ok(()) } else { Err(format!("{} {}: no such row", line.result, line.of)) };
    };
    let found = told(row, &line.look_at);
    if found == expected { Ok(()) } else { Err(format!("{} {} {}: {found}, not {expected}", line.conclusion, line.of, line.look_at)) }
}

/// The folder anew, with the changes of some lines.
fn changed_folder(lines: &[&Line], folder: &Path, all: &[Book]) {
    drop(fs::remove_dir_all(folder));
    fs::create_dir_all(folder).unwrap();
    for entry in fs::read_dir(committed()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs::copy(&path, folder.join(path.file_name().unwrap())).unwrap();
        }
    }
    let mut changed_books: BTreeMap<&String, Book> = BTreeMap::new();
    for (file, sheet, cell, before, after) in lines.iter().flat_map(|line| &line.edits) {
        let book = changed_books.entry(file).or_insert_with(|| all.iter().find(|b| b.file() == *file).unwrap().clone());
        let (row, column) = place(cell).unwrap();
        let now: Cell = book.sheet(sheet).unwrap().rows[row][column].clone();
        assert_eq!(now.shown(), *before, "{file} {sheet} {cell}");
        assert_ne!(before, after);
        assert!(book.put(sheet, row, column, changed(&now, after)));
    }
    for (file, book) in changed_books {
        fs::write(folder.join(file), write::bytes(&book)).unwrap();
    }
}

/// Lines that can be tried at once: of different results, changed in different files. Every line is in one batch.
fn batches(lines: &[Line]) -> Vec<Vec<&Line>> {
    let mut batches: Vec<Vec<&Line>> = Vec::new();
    let files = |line: &Line| line.edits.iter().map(|e| e.0.clone()).collect::<BTreeSet<_>>();
    for line in lines.iter().filter(|line| !line.edits.is_empty()) {
        let apart = |other: &&Line| other.result != line.result && files(other).is_disjoint(&files(line));
        match batches.iter_mut().find(|batch| batch.iter().all(apart)) {
            Some(batch) => batch.push(line),
            None => batches.push(vec![line]),
        }
    }
    batches
}

#[test]
fn each_conclusion_has_one_who_meets_it_and_one_who_just_misses_it() {
    let lines = lines();
    assert!(lines.len() > 70, "{}", lines.len());
    let only: BTreeSet<String> = lines.iter().map(|line| line.result.clone()).collect();
    let before = run(&committed(), &only).unwrap();
    let mut wrong: Vec<String> = lines.iter().filter_map(|line| check(line, &before, &line.now).err()).collect();
    // Every result that anything is said of is both met and missed, or shows two amounts.
    for result in &only {
        let said: BTreeSet<&String> = lines.iter().filter(|l| l.result == *result && l.look_at.is_empty()).map(|l| &l.now).collect();
        if said.len() < 2 {
            wrong.push(format!("{result}: only {said:?}"));
        }
    }
    let (books, batches, next) = (books(), batches(&lines), AtomicUsize::new(0));
    let work = |folder: PathBuf| {
        let mut wrong = Vec::new();
        while let Some(batch) = batches.get(next.fetch_add(1, Ordering::Relaxed)) {
            changed_folder(batch, &folder, &books);
            match run(&folder, &batch.iter().map(|line| line.result.clone()).collect()) {
                Ok(rows) => wrong.extend(batch.iter().filter_map(|line| check(line, &rows, &line.then).err())),
                Err(told) => wrong.push(told),
            }
        }
        wrong
    };
    let folder = |number: usize| Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("demo-{number}"));
    let found: Vec<String> = std::thread::scope(|scope| {
        let work = &work;
        let threads: Vec<_> = (0..2).map(|number| scope.spawn(move || work(folder(number)))).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    wrong.extend(found.into_iter().map(|what| format!("after the change: {what}")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_conclusion_of_the_pack_is_in_the_table() {
    let lines = lines();
    let output =
        Command::new(env!("CARGO_BIN_EXE_quanheng")).args(["check", "packs/shaanxi-2016", "--names"]).current_dir(root()).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let conclusions: BTreeSet<&str> =
        text.split(['、', '：', '\n']).filter_map(|name| name.strip_prefix("结论.")).filter(|name| !name.contains('.')).collect();
    assert!(conclusions.len() > 10, "{text}");
    for conclusion in conclusions {
        assert!(lines.iter().any(|line| line.result == format!("结论.{conclusion}")), "{conclusion}");
    }
}

#[test]
fn what_is_missing_is_told_with_whose_it_is() {
    let text = fs::read_to_string(committed().join("README.md")).unwrap();
    let table = text.lines().skip_while(|line| !line.starts_with("| 缺什么 |")).skip(2).take_while(|line| line.starts_with('|'));
    let lines: Vec<Vec<String>> =
        table.map(|line| line.trim_matches('|').split('|').map(|cell| cell.trim().trim_matches('`').to_owned()).collect()).collect();
    assert!(lines.len() >= 10, "{lines:?}");
    let rows = run(&committed(), &lines.iter().map(|line| line[3].clone()).collect()).unwrap();
    for line in &lines {
        let row = &rows[&(line[3].clone(), line[4].clone())];
        assert_eq!(row["status"], "未知", "{row}");
        let causes = row["causes"].as_array().unwrap();
        let told =
            |cause: &Value| format!("{} {}", cause["where"].as_str().unwrap_or_default(), cause["what"].as_str().unwrap_or_default());
        assert!(causes.iter().any(|cause| told(cause).contains(&line[0]) && told(cause).contains(&line[1])), "{line:?}: {causes:?}");
    }
}

#[test]
fn each_mistake_is_told_where_it_is() {
    let output = Command::new(env!("CARGO_BIN_EXE_quanheng"))
        .args(["run", "packs/example-settings", "--facts", "data/demo/带错误", "--period", "2017"])
        .current_dir(root())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stderr).unwrap();
    let found: BTreeSet<String> = text
        .lines()
        .filter_map(|line| line.strip_prefix("问题[").or_else(|| line.strip_prefix("提醒[")))
        .map(|line| line.replacen("] data/demo/带错误/", " ", 1))
        .collect();
    let said: BTreeSet<String> = mistakes::ALL.iter().map(|m| format!("{} {}", m.id, m.place)).collect();
    assert!(found == said, "{:#?}", found.symmetric_difference(&said).collect::<Vec<_>>());
    let readme = fs::read_to_string(committed().join("带错误/README.md")).unwrap();
    for mistake in &mistakes::ALL {
        assert!(readme.contains(&format!("| {} | {} | {} | `{}` |", mistake.place, mistake.written, mistake.wrong, mistake.id)));
    }
}

#[test]
fn every_format_that_clerks_send_is_there() {
    let formats: BTreeSet<Format> = books().iter().map(|b| b.format).collect();
    assert_eq!(formats, BTreeSet::from([Format::Xlsx, Format::Xls, Format::Ods, Format::Csv, Format::CsvGb18030]));
}

//! Every problem of this crate has an example in `tests/problems/`, and says there exactly what it says here.
//!
//! An example is a Markdown page with fences: `文件 <path>` holds the text of a CSV file (under `entities/`: a register),
//! `工作簿 <path>` the cells of a workbook, `字节 <path>` how to make a file of bytes; `只看本条` leaves
//! out all other problems; `问题` what comes out, in Chinese and
//! English. `UPDATE_EXPECT=1` rewrites the last.
#![expect(clippy::disallowed_methods, reason = "the cases are files; only the crate itself opens none")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::PathBuf;

use jiff::civil::Date;
use quanheng_facts::example_schema::{REGISTER, schema};
use quanheng_facts::intake::{FactFile, Input, intake, is_entity_register, read_entities};
use quanheng_facts::problem::{Language, Problem};
use quanheng_facts::problems::{ALL, problem_of_read_error};
use quanheng_sheet::{Cell, CellValue, ReadError, Row, Sheet, Workbook, read};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/problems")
}

/// One fence: its first line after the backticks, and what it holds.
fn fences(page: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in page.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => open = Some((info.to_owned(), String::new())),
            (Some(_), Some(_)) => found.extend(open.take()),
            (Some((_, body)), None) => {
                body.push_str(line);
                body.push('\n');
            }
            (None, None) => {}
        }
    }
    found
}

fn cell(text: &str) -> CellValue {
    let number = |t: &str| t.parse::<f64>().is_ok();
    if let Some(percent) = text.strip_suffix('%').filter(|t| number(t)) {
        CellValue::Number { decimal: format!("0.{percent:0>2}"), percent: true }
    } else if number(text) {
        CellValue::Number { decimal: text.to_owned(), percent: false }
    } else if text.starts_with('=') {
        CellValue::FormulaWithoutValue
    } else if text.starts_with('#') {
        CellValue::Error(text.to_owned())
    } else if let Some(day) = text.strip_prefix('@') {
        day.parse::<Date>().map_or_else(|_| CellValue::Month(format!("{day}-01").parse().unwrap()), CellValue::Date)
    } else {
        CellValue::Text(text.to_owned())
    }
}

/// `[sheet]` or `[sheet 隐藏]`, then a line for each row, cells between bars; `~` before a hidden row.
fn workbook(body: &str) -> Workbook {
    let mut book = Workbook::default();
    let mut number = 0;
    for line in body.lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            let (name, hidden) = name.strip_suffix(" 隐藏").map_or((name, false), |n| (n, true));
            book.sheets.push(Sheet { name: Some(name.to_owned()), hidden, ..Sheet::default() });
            number = 0;
            continue;
        }
        number += 1;
        let (line, hidden) = line.strip_prefix("~ ").map_or((line, false), |l| (l, true));
        let texts = (1..).zip(line.split('|').map(str::trim));
        let cells: Vec<Cell> = texts.filter(|(_, t)| !t.is_empty()).map(|(column, t)| Cell { column, value: cell(t) }).collect();
        if !cells.is_empty() {
            book.sheets.last_mut().unwrap().rows.push(Row { number, hidden, cells });
        }
    }
    book
}

/// Lines `text …`, `hex …`, `utf16 …`, `repeat <n> …` (`/` is a line's end), `zip <part> <blanks>`.
fn bytes(body: &str) -> Vec<u8> {
    let mut made = Vec::new();
    for line in body.lines() {
        let (command, rest) = line.split_once(' ').unwrap_or((line, ""));
        match command {
            "text" => made.extend(rest.as_bytes()),
            "hex" => made.extend((0..rest.len()).step_by(2).map(|at| u8::from_str_radix(&rest[at..at + 2], 16).unwrap())),
            "utf16" => made.extend(rest.encode_utf16().flat_map(u16::to_le_bytes)),
            "repeat" => {
                let (times, what) = rest.split_once(' ').unwrap();
                made.extend(what.replace('/', "\n").repeat(times.parse().unwrap()).into_bytes());
            }
            "zip" => {
                let (part, blanks) = rest.split_once(' ').unwrap();
                let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
                archive.start_file(part, zip::write::SimpleFileOptions::default()).unwrap();
                archive.write_all(" ".repeat(blanks.parse().unwrap()).as_bytes()).unwrap();
                made.extend(archive.finish().unwrap().into_inner());
            }
            other => panic!("no command {other}"),
        }
    }
    made
}

fn problems_of(page: &str) -> Vec<Problem> {
    let schema = schema();
    let mut problems = Vec::new();
    let mut registers = vec![("entities/单位.csv".to_owned(), read("单位.csv", REGISTER.as_bytes()).unwrap())];
    let mut files = Vec::new();
    for (info, body) in fences(page) {
        let (kind, name) = info.split_once(' ').unwrap_or((&info, ""));
        let book: Result<Workbook, ReadError> = match kind {
            "文件" => read(name, body.as_bytes()),
            "字节" => read(name, &bytes(&body)),
            "工作簿" => Ok(workbook(&body)),
            "问题" | "只看本条" => continue,
            other => panic!("no fence {other}"),
        };
        match book {
            Err(error) => problems.push(problem_of_read_error(name, &error)),
            Ok(book) if name.starts_with("entities/") && is_entity_register(&book) => registers.push((name.to_owned(), book)),
            Ok(workbook) => files.push(FactFile { name: name.to_owned(), workbook, ..FactFile::default() }),
        }
    }
    let (entities, of_registers) = read_entities(&registers, &schema);
    let (_, of_facts) = intake(&Input { schema: &schema, entities, files: &files, unread_files: &[], known_on: None });
    problems.extend(of_registers);
    problems.extend(of_facts);
    problems
}

fn rendered(problems: &[Problem]) -> String {
    let parts: Vec<String> =
        problems.iter().map(|p| format!("{}\n\n{}\n", p.render(Language::Chinese), p.render(Language::English))).collect();
    parts.join("\n")
}

#[test]
fn every_example_says_exactly_what_is_said() {
    let mut wrong = String::new();
    for id in ALL {
        let path = folder().join(format!("{id}.md"));
        let Ok(page) = std::fs::read_to_string(&path) else { continue };
        let mut problems = problems_of(&page);
        if fences(&page).iter().any(|(info, _)| info == "只看本条") {
            problems.retain(|p| p.id == *id);
        }
        let said = rendered(&problems);
        if !problems.iter().any(|p| p.id == *id) {
            writeln!(wrong, "the example of {id} does not raise it:\n{said}").unwrap();
            continue;
        }
        let expected = fences(&page).into_iter().find(|(info, _)| info == "问题").map(|(_, body)| body).unwrap_or_default();
        if said == expected {
            continue;
        }
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            let (before, rest) = page.split_once("```问题\n").unwrap();
            let (_, after) = rest.split_once("```").unwrap();
            std::fs::write(&path, format!("{before}```问题\n{said}```{after}")).unwrap();
        } else {
            writeln!(wrong, "{id}: expected\n{expected}\nsaid\n{said}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_problem_has_an_example() {
    let missing: Vec<&&str> = ALL.iter().filter(|id| !folder().join(format!("{id}.md")).exists()).collect();
    assert!(missing.is_empty(), "no tests/problems/<id>.md for {missing:?}");
}

#[test]
fn every_file_of_a_problem_is_listed() {
    let files: BTreeSet<String> = std::fs::read_dir(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/problems"))
        .unwrap()
        .map(|f| f.unwrap().file_name().to_string_lossy().trim_end_matches(".rs").replace('_', "-"))
        .collect();
    let listed: BTreeSet<String> = ALL.iter().map(|id| (*id).to_owned()).collect();
    assert_eq!(files, listed);
    assert_eq!(listed.len(), ALL.len(), "an id is listed twice");
}

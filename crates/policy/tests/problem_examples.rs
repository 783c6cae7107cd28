//! Every message of this crate has an example under `tests/problems/`, and says there exactly what it says here.
//!
//! An example gives pack files in fences `文件 <path>`; a `pack.toml` and a `tables.md` are added where it gives none (a fence
//! `没有 <path>` keeps one away); `文件 ../<folder>/<path>` gives a pack below it; `重复 <times> <path>` a text many times over. Its fence `问题` holds every problem found, in Chinese and in English; `UPDATE_EXPECT=1`
//! writes it anew. Tests of the pack asked for are run; a file under `facts/` stands for facts that were read.

#![expect(clippy::disallowed_methods, reason = "the examples are files")]

use std::fs;
use std::path::{Path, PathBuf};

use quanheng_facts::fact::Facts;
use quanheng_facts::intake::{FactFile, Input, intake, read_entities};
use quanheng_facts::problem::{Language, Problem, Severity};
use quanheng_policy::check::check;
use quanheng_policy::interpret::{Choice, Interpreter};
use quanheng_policy::ir::Program;
use quanheng_policy::pack::{PackSource, PackText};
use quanheng_policy::pack_test::{read_tests, run_table};
use quanheng_policy::problems;
use quanheng_policy::source::read_pack;
use quanheng_sheet::Workbook;

const PACK_TOML: &str =
    "id = \"shili-2016\"\ntitle = \"示例办法\"\nissuer = \"示例机关\"\nregion = \"示例省\"\nversion = \"1.0.0\"\nlanguage = 1\n";
const TABLES: &str = "# 事实表\n\n```规则\n实体 单位\n实体 县区：单位\n```\n";

/// All problems packs raise before they run; they are ordered from the lowest basis up. What could not be read whole is not
/// checked: names would be missing that the author did write.
fn all_problems(packs: &[PackText], fact_files: &[(String, String)]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut sources = Vec::new();
    for pack in packs {
        let (source, found) = read_pack(pack);
        problems.extend(found);
        sources.push(source);
    }
    if !problems.iter().any(|p| p.severity == Severity::Error) {
        let (checked, found) = check(&sources);
        problems.extend(found);
        if let (Some(checked), Some(source)) = (checked, sources.last()) {
            problems.extend(problems_of_tests(source, &checked.program, !fact_files.is_empty()));
            problems.extend(problems_of_facts(&checked.program, fact_files));
        }
    }
    problems
}

/// What is wrong with the tests of a pack, or with what comes out of them. `with_facts`: facts are there for those that ask
/// for them (with nobody in them).
fn problems_of_tests(source: &PackSource, program: &Program, with_facts: bool) -> Vec<Problem> {
    let (tables, mut problems) = read_tests(source);
    let facts = with_facts.then(Facts::default);
    for table in &tables {
        problems.extend(run_table(table, program, facts.as_ref()).into_iter().filter_map(|o| o.problem));
    }
    problems
}

/// What the 校验 of the pack say of the facts given; `entities/…` among the files is the register.
fn problems_of_facts(program: &Program, files: &[(String, String)]) -> Vec<Problem> {
    let read = |folder: &str| -> Vec<(String, Workbook)> {
        let here = files.iter().filter(|(path, _)| path.starts_with(folder));
        here.map(|(path, text)| (path.clone(), quanheng_sheet::read(path, text.as_bytes()).unwrap())).collect()
    };
    let (entities, mut problems) = read_entities(&read("entities/"), &program.schema);
    let files: Vec<FactFile> =
        read("facts/").into_iter().map(|(name, workbook)| FactFile { name, workbook, ..FactFile::default() }).collect();
    let (facts, found) = intake(&Input { schema: &program.schema, entities, files: &files, unread_files: &[], known_on: None });
    problems.extend(found);
    let run = Interpreter::new(program, &facts, Choice::default());
    problems.extend(facts.years(&program.schema).into_iter().flat_map(|year| run.check_asserts(year)));
    problems
}

#[test]
fn every_problem_has_an_example_that_holds() {
    let update = std::env::var("UPDATE_EXPECT").is_ok_and(|v| v == "1");
    let mut wrong = Vec::new();
    let distinct: std::collections::BTreeSet<&str> = problems::ALL.iter().copied().collect();
    assert!(distinct.len() >= 60 && distinct.len() == problems::ALL.len(), "each id once, and not few: {}", distinct.len());
    for id in problems::ALL {
        let path = folder().join(format!("{id}.md"));
        let Ok(text) = fs::read_to_string(&path) else {
            wrong.push(format!("{id}: no example; write {}", path.display()));
            continue;
        };
        let example = Example::parse(&text);
        let found = all_problems(&example.packs(), &example.fact_files());
        if !found.iter().any(|p| p.id == *id) {
            wrong.push(format!("{id}: its example does not raise it"));
        }
        let rendered = render(&found);
        if rendered == example.expected {
            continue;
        }
        if update {
            fs::write(&path, example.with_expected(&rendered)).unwrap();
        } else {
            wrong.push(format!("{id}: expected\n{}\nfound\n{rendered}", example.expected));
        }
    }
    assert!(wrong.is_empty(), "{}\n(UPDATE_EXPECT=1 writes what is found)", wrong.join("\n\n"));
}

#[test]
fn ids_are_in_order_and_each_once() {
    let mut sorted = problems::ALL.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(sorted, problems::ALL);
    for id in problems::ALL {
        assert!(id.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{id}");
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/problems")
}

fn render(problems: &[Problem]) -> String {
    let texts: Vec<String> = problems.iter().flat_map(|p| [p.render(Language::Chinese), p.render(Language::English)]).collect();
    if texts.is_empty() { String::new() } else { format!("{}\n", texts.join("\n\n")) }
}

/// An example file, cut at its fences.
struct Example {
    files: Vec<(String, String)>,
    without: Vec<String>,
    expected: String,
    /// The file up to and with the line that opens the fence 问题, and from the line that closes it.
    before: String,
    after: String,
}

impl Example {
    fn parse(text: &str) -> Example {
        let mut example =
            Example { files: Vec::new(), without: Vec::new(), expected: String::new(), before: String::new(), after: String::new() };
        let mut lines = text.split_inclusive('\n');
        let mut seen_expected = false;
        while let Some(line) = lines.next() {
            let rest = if seen_expected { &mut example.after } else { &mut example.before };
            rest.push_str(line);
            let ticks: String = line.chars().take_while(|c| *c == '`').collect();
            if ticks.len() < 3 {
                continue;
            }
            let info = line.trim_start_matches('`').trim().to_owned();
            let mut body = String::new();
            let mut closing = String::new();
            for line in lines.by_ref() {
                if line.trim_end() == ticks {
                    line.clone_into(&mut closing);
                    break;
                }
                body.push_str(line);
            }
            if info == "问题" {
                seen_expected = true;
                example.expected = body;
                example.after.push_str(&closing);
                continue;
            }
            let rest = if seen_expected { &mut example.after } else { &mut example.before };
            rest.push_str(&body);
            rest.push_str(&closing);
            match info.split_once(' ') {
                Some(("文件", path)) => example.files.push((path.trim().to_owned(), body)),
                Some(("重复", rest)) => {
                    let (times, path) = rest.trim().split_once(' ').unwrap();
                    example.files.push((path.to_owned(), body.repeat(times.parse().unwrap())));
                }
                Some(("没有", path)) => example.without.push(path.trim().to_owned()),
                _ => {}
            }
        }
        if !seen_expected {
            panic!("an example without a fence 问题:\n{text}");
        }
        example
    }

    /// The packs the example gives: those below it as `文件 ../<folder>/<path>`, in the order met, then its own.
    fn packs(&self) -> Vec<PackText> {
        let mut packs: Vec<PackText> = Vec::new();
        let mut own = PackText::default();
        for (path, text) in &self.files {
            let Some((folder, path)) = path.strip_prefix("../").and_then(|p| p.split_once('/')) else {
                own.files.push((path.clone(), text.clone()));
                continue;
            };
            if !packs.iter().any(|p| p.folder == folder) {
                packs.push(PackText { folder: folder.to_owned(), files: Vec::new() });
            }
            packs.iter_mut().filter(|p| p.folder == folder).for_each(|p| p.files.push((path.to_owned(), text.clone())));
        }
        for (path, text) in [("pack.toml", PACK_TOML), ("tables.md", TABLES)] {
            let given = own.files.iter().any(|(p, _)| p == path)
                || self.without.iter().any(|p| p == path)
                || (path == "tables.md" && !packs.is_empty());
            if !given {
                own.files.push((path.to_owned(), text.to_owned()));
            }
        }
        packs.push(own);
        packs
    }

    /// Facts and their register, where there are any.
    fn fact_files(&self) -> Vec<(String, String)> {
        if !self.files.iter().any(|(path, _)| path.starts_with("facts/")) {
            return Vec::new();
        }
        self.files.iter().filter(|(path, _)| path.starts_with("facts/") || path.starts_with("entities/")).cloned().collect()
    }

    fn with_expected(&self, expected: &str) -> String {
        format!("{}{expected}{}", self.before, self.after)
    }
}

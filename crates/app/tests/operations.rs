//! The operations with everything outside in memory: no folder, no clock. What they read is the small pack of `tests/small`.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

use std::collections::BTreeMap;
use std::sync::Mutex;

use jiff::Timestamp;
use quanheng_app::compile::{PackPlace, compile};
use quanheng_app::error::ErrorKind;
use quanheng_app::explain::{ExplainRequest, explain};
use quanheng_app::load_facts::load_facts;
use quanheng_app::outside::{Clock, FactSource, PackFiles, Standing, Unreadable};
use quanheng_app::prepare::{Prepared, Reach, Sources, prepare};
use quanheng_app::question::Asked;
use quanheng_app::results::ResultRow;
use quanheng_app::results::json_lines::json_lines;
use quanheng_app::run::{RunReport, RunRequest, run, run_prepared};
use quanheng_facts::columns::{FactColumns, TableColumns};
use quanheng_facts::problem::{Language, Severity};
use quanheng_facts::schema::{ColumnId, TableId};

/// Files by path. `backwards` lists them from the last to the first.
#[derive(Default)]
struct Memory {
    files: BTreeMap<String, Vec<u8>>,
    written: Mutex<BTreeMap<String, Vec<u8>>>,
    backwards: bool,
}

impl Memory {
    fn small() -> Memory {
        Memory::of("../../tests/small")
    }

    /// Everything below a folder of the repository.
    fn of(folder: &str) -> Memory {
        fn walk(folder: &std::path::Path, inside: &str, memory: &mut Memory) {
            for entry in std::fs::read_dir(folder).unwrap() {
                let entry = entry.unwrap();
                let name = format!("{inside}{}", entry.file_name().to_string_lossy());
                if entry.path().is_dir() {
                    walk(&entry.path(), &format!("{name}/"), memory);
                } else {
                    memory.files.insert(name, std::fs::read(entry.path()).unwrap());
                }
            }
        }
        let mut memory = Memory::default();
        walk(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), "", &mut memory);
        memory
    }

    fn with(mut self, path: &str, text: &str) -> Memory {
        self.files.insert(path.to_owned(), text.as_bytes().to_vec());
        self
    }

    fn below(&self, folder: &str) -> Vec<String> {
        let lead = if folder == "." { String::new() } else { format!("{folder}/") };
        let mut found: Vec<String> = self.files.keys().filter_map(|path| path.strip_prefix(&lead)).map(str::to_owned).collect();
        if self.backwards {
            found.reverse();
        }
        found
    }

    fn bytes(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        self.files.get(path).cloned().ok_or(Unreadable::NotFound)
    }
}

impl PackFiles for Memory {
    fn list(&self, folder: &str) -> Result<Vec<String>, Unreadable> {
        Ok(self.below(folder)).and_then(|found| if found.is_empty() { Err(Unreadable::NotFound) } else { Ok(found) })
    }

    fn folders(&self, folder: &str) -> Vec<String> {
        let mut names: Vec<String> =
            self.below(folder).iter().filter_map(|path| path.split_once('/')).map(|(name, _)| name.to_owned()).collect();
        names.dedup();
        names
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        self.bytes(path)
    }

    fn write(&self, path: &str, bytes: &[u8]) -> Result<(), Unreadable> {
        self.written.lock().unwrap().insert(path.to_owned(), bytes.to_vec());
        Ok(())
    }
}

impl FactSource for Memory {
    fn standing(&self, path: &str) -> Result<Standing, Unreadable> {
        if self.files.contains_key(path) {
            return Ok(Standing::File);
        }
        if self.below(path).is_empty() { Err(Unreadable::NotFound) } else { Ok(Standing::Folder) }
    }

    fn names(&self, folder: &str) -> Result<Vec<String>, Unreadable> {
        Ok(self.below(folder).into_iter().filter(|path| !path.contains('/')).collect())
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        self.bytes(path)
    }
}

/// A clock that nobody may look at.
struct Stopped;

impl Clock for Stopped {
    fn now(&self) -> Timestamp {
        panic!("the clock was looked at")
    }
}

struct Fixed(&'static str);

impl Clock for Fixed {
    fn now(&self) -> Timestamp {
        self.0.parse().unwrap()
    }
}

fn request(period: &str) -> RunRequest {
    RunRequest {
        place: PackPlace { folder: "pack".to_owned(), others: Vec::new() },
        facts: vec!["facts".to_owned()],
        asked: Asked { period: period.to_owned(), ..Asked::default() },
        ..RunRequest::default()
    }
}

fn run_in(memory: &Memory, clock: &dyn Clock, request: &RunRequest) -> RunReport {
    run(Sources { packs: memory, facts: memory }, clock, request).unwrap()
}

fn printed(memory: &Memory, request: &RunRequest) -> String {
    let report = run_in(memory, &Stopped, request);
    json_lines(&report.header, &report.rows, Language::Chinese)
}

#[test]
fn the_order_in_which_files_are_listed_changes_nothing() {
    let backwards = Memory { backwards: true, ..Memory::small() };
    assert_eq!(printed(&Memory::small(), &request("2015-2016")), printed(&backwards, &request("2015-2016")));
}

#[test]
fn an_unrelated_file_changes_nothing() {
    let more = Memory::small().with("pack/README.md", "读我\n").with("pack/docs/a.md", "a\n").with("facts/说明.txt", "t\n");
    assert_eq!(printed(&Memory::small(), &request("2016")), printed(&more, &request("2016")));
}

#[test]
fn the_clock_is_looked_at_only_when_asked() {
    let clock = Fixed("2026-01-31T17:30:00Z");
    let stamped = run_in(&Memory::small(), &clock, &RunRequest { stamp: true, ..request("2016") });
    assert_eq!(stamped.header.run_at.as_deref(), Some("2026-02-01T01:30:00+08:00"));
    assert_eq!(run_in(&Memory::small(), &Stopped, &request("2016")).header.run_at, None);
}

#[test]
fn rows_come_by_result_then_entity_then_year() {
    let report = run_in(&Memory::small(), &Stopped, &request("2016,2015"));
    let order: Vec<(String, String, String)> =
        report.rows.iter().map(|r| (r.result.clone(), r.of_id.clone().unwrap(), r.period.unwrap().to_string())).collect();
    let results: Vec<&str> = order.iter().map(|(result, _, _)| result.as_str()).collect();
    assert!(results[..8].iter().all(|r| *r == "县区.先进") && results[8..].iter().all(|r| *r == "县区.奖金"));
    assert!(order[..8].is_sorted() && order[8..].is_sorted());
    assert_eq!(
        report.rows.iter().find(|r| r.of_id.as_deref() == Some("SL:bing")).and_then(|r| r.of.as_deref()),
        Some("丙县"),
        "as in 2015"
    );
}

#[test]
fn several_things_that_are_wrong_with_a_command_are_told_at_once() {
    let memory = Memory::small();
    let asked = Asked {
        period: "去年".to_owned(),
        known_on: Some("昨天".to_owned()),
        set: vec!["无名=1".to_owned()],
        only: vec!["无名".to_owned()],
        ..Asked::default()
    };
    let request = RunRequest { asked, facts: vec!["nowhere".to_owned()], ..request("") };
    let error = run(Sources { packs: &memory, facts: &memory }, &Stopped, &request).unwrap_err();
    let ids: Vec<&str> = error.problems.iter().map(|p| p.id).collect();
    assert_eq!(error.kind, ErrorKind::Invalid);
    assert_eq!(ids, ["bad-period", "bad-day", "facts-not-found", "unknown-setting", "unknown-result"]);
}

#[test]
fn a_basis_is_looked_for_beside_the_pack_then_elsewhere() {
    let place = |others: &[&str]| PackPlace { folder: "child".to_owned(), others: others.iter().map(|o| (*o).to_owned()).collect() };
    let mut memory = Memory::small();
    let ids = |memory: &Memory, place: &PackPlace| compile(memory, place).unwrap_err().problems.iter().map(|p| p.id).collect::<Vec<_>>();
    assert_eq!(ids(&memory, &place(&[])), ["basis-changed"]);
    memory.files = memory.files.into_iter().map(|(path, bytes)| (path.replacen("pack/", "elsewhere/other-name/", 1), bytes)).collect();
    assert_eq!(ids(&memory, &place(&[])), ["basis-not-found"]);
    assert_eq!(ids(&memory, &place(&["elsewhere"])), ["basis-changed"]);
}

#[test]
fn each_file_is_read_once_and_keeps_its_note() {
    let memory = Memory::small();
    let (files, problems) = load_facts(&memory, &["facts/考评.csv".to_owned(), "facts".to_owned(), "facts/".to_owned()]);
    assert_eq!(problems, []);
    assert_eq!(files.len(), 1);
    assert_eq!(files[0].note.entered_by.as_deref(), Some("示例录入员"));
}

#[test]
fn an_old_name_finds_the_county_and_reasons_name_the_cell() {
    let memory = Memory::small();
    let request = ExplainRequest {
        place: request("").place,
        facts: vec!["facts".to_owned()],
        asked: Asked { period: "2016".to_owned(), ..Asked::default() },
        result: "先进".to_owned(),
        of: Some("丙县".to_owned()),
        instead_of: None,
    };
    let report = explain(Sources { packs: &memory, facts: &memory }, &request).unwrap();
    assert_eq!(report.explanations[0].row.of.as_deref(), Some("丙区"));
    assert!(report.explanations[0].node.render(Language::Chinese).contains("facts/考评.csv｜C4"));
}

#[test]
fn facts_of_every_pack_come_back_from_columns() {
    let mut all = Memory::of("../../data");
    all.files = all.files.into_iter().map(|(path, bytes)| (format!("data/{path}"), bytes)).collect();
    all.files.extend(Memory::of("../../packs").files.into_iter().map(|(path, bytes)| (format!("packs/{path}"), bytes)));
    let mut rows = 0;
    for pack in ["packs/shaanxi-2016", "packs/example-settings", "packs/example-reform", "packs/yongning-town"] {
        for facts in ["data/demo", "data/shaanxi", "data/demo/带错误"] {
            let place = PackPlace { folder: pack.to_owned(), ..PackPlace::default() };
            let asked = Asked { period: "2016".to_owned(), ..Asked::default() };
            let facts = vec![facts.to_owned()];
            let sources = Sources { packs: &all, facts: &all };
            let Ok(prepared) = prepare(sources, "--only", &place, &facts, &asked, Reach::All) else { continue };
            let schema = &prepared.program().schema;
            let columns = FactColumns::of(schema, &prepared.facts).unwrap();
            assert_eq!(columns.to_facts(schema).unwrap(), prepared.facts, "{pack} {facts:?}");
            rows += columns.tables.iter().flatten().map(|table| table.rows).sum::<usize>();
        }
    }
    assert!(rows > 5_000, "{rows}");
}

/// Each result rests on what `columns_read` says, and on nothing else: without the rest of the facts it is the same.
#[test]
fn a_result_needs_only_the_columns_that_it_reads() {
    use quanheng_policy::ir::columns_read::columns_read;
    let mut all = Memory::of("../../data");
    all.files = all.files.into_iter().map(|(path, bytes)| (format!("data/{path}"), bytes)).collect();
    all.files.extend(Memory::of("../../packs").files.into_iter().map(|(path, bytes)| (format!("packs/{path}"), bytes)));
    let (mut columns_left_out, mut tables_left_out) = (0, 0);
    for (pack, facts) in [("packs/example-settings", "data/demo"), ("packs/shaanxi-2016", "data/shaanxi")] {
        let place = PackPlace { folder: pack.to_owned(), ..PackPlace::default() };
        let asked = Asked { period: "2016".to_owned(), decided_on: Some("2017-03-01".to_owned()), ..Asked::default() };
        let sources = Sources { packs: &all, facts: &all };
        let prepare = || prepare(sources, "--only", &place, &[facts.to_owned()], &asked, Reach::All).unwrap();
        let whole = run_prepared(prepare(), None, false);
        let program = whole.prepared.program();
        let columns = FactColumns::of(&program.schema, &whole.prepared.facts).unwrap();
        for result in whole.prepared.question.results.clone() {
            let read = columns_read(program, &[result]);
            let mut few = columns.clone();
            for (id, table) in (0..).map(TableId).zip(&mut few.tables) {
                let Some(read) = read.get(&id) else {
                    tables_left_out += 1;
                    *table = None;
                    continue;
                };
                for (id, column) in (0..).map(ColumnId).zip(table.iter_mut().flat_map(|table| &mut table.columns)) {
                    if !read.contains(&id) {
                        columns_left_out += 1;
                        *column = None;
                    }
                }
            }
            let mut prepared = Prepared {
                compiled: whole.prepared.compiled.clone(),
                facts: few.to_facts(&program.schema).unwrap(),
                question: whole.prepared.question.clone(),
                files: Vec::new(),
                problems: Vec::new(),
                returned: None,
                published: whole.prepared.published,
                all_kinds: whole.prepared.all_kinds,
            };
            prepared.question.results = vec![result];
            let part = run_prepared(prepared, None, false);
            let name = &program.variable(result).unwrap().name;
            let of = |rows: &[ResultRow]| json_lines(&whole.header, rows.iter().filter(|row| row.result == *name), Language::Chinese);
            assert!(of(&whole.rows) == of(&part.rows), "{pack}: {name}");
        }
    }
    assert!(columns_left_out > 20 && tables_left_out > 40, "{columns_left_out} {tables_left_out}");
}

#[test]
fn a_run_on_facts_over_columns_is_the_run() {
    let mut all = Memory::of("../../data");
    all.files = all.files.into_iter().map(|(path, bytes)| (format!("data/{path}"), bytes)).collect();
    all.files.extend(Memory::of("../../packs").files.into_iter().map(|(path, bytes)| (format!("packs/{path}"), bytes)));
    for (pack, facts) in [("packs/shaanxi-2016", "data/demo"), ("packs/example-settings", "data/shaanxi")] {
        let place = PackPlace { folder: pack.to_owned(), ..PackPlace::default() };
        let asked = Asked { period: "2016".to_owned(), ..Asked::default() };
        let facts = vec![facts.to_owned()];
        let sources = Sources { packs: &all, facts: &all };
        let prepared = prepare(sources, "--only", &place, &facts, &asked, Reach::All).unwrap();
        let words = |report: &RunReport| json_lines(&report.header, &report.rows, Language::Chinese);
        let first = run_prepared(prepared, None, false);
        let kept = words(&first);
        let columns = FactColumns::of(&first.prepared.program().schema, &first.prepared.facts).unwrap();
        let facts = columns.into_facts_over(&first.prepared.program().schema).unwrap();
        assert!(TableColumns::under(&facts, TableId(0)).is_some());
        let second = run_prepared(Prepared { facts, ..first.prepared }, None, false);
        assert!(kept.len() > 10_000 && kept == words(&second), "{pack}");
    }
}

/// The same numbers each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) % n
    }
}

#[test]
fn a_table_split_into_several_files_in_any_order_gives_the_same_bytes() {
    let heading = "县区,年度,总分\n";
    for seed in 1..40 {
        let mut chance = Chance(seed * 0x9E37_79B9);
        let mut rows: Vec<String> = Vec::new();
        for county in ["甲县", "乙县", "丙县", "丁县"] {
            for year in 2014..=2016 {
                match chance.below(6) {
                    0 => {}
                    1 => rows.push(format!("{county},{year},\n")),
                    _ => rows.push(format!("{county},{year},{}\n", 80 + chance.below(21))),
                }
            }
        }
        let whole = |rows: &[String]| {
            let mut memory = Memory::small();
            memory.files.retain(|path, _| !path.starts_with("facts/"));
            memory.with("facts/考评.csv", &format!("{heading}{}", rows.concat()))
        };
        let expected = printed(&whole(&rows), &request("2014-2016"));
        assert!(expected.contains("全取") || expected.contains("50"), "the rows are read: {expected}");
        let parts = usize::try_from(1 + chance.below(4)).unwrap();
        let mut files = vec![heading.to_owned(); parts];
        for at in (1..rows.len()).rev() {
            rows.swap(at, usize::try_from(chance.below(at as u64 + 1)).unwrap());
        }
        for row in &rows {
            files[usize::try_from(chance.below(parts as u64)).unwrap()].push_str(row);
        }
        let mut memory = Memory::small();
        memory.files.retain(|path, _| !path.starts_with("facts/"));
        let split = files.iter().enumerate().fold(memory, |memory, (at, text)| memory.with(&format!("facts/{at}/考评.csv"), text));
        let split = Memory { backwards: chance.below(2) == 0, ..split };
        let request = RunRequest { facts: (0..parts).map(|at| format!("facts/{at}")).collect(), ..request("2014-2016") };
        assert_eq!(expected, printed(&split, &request), "seed {seed}: {files:?}");
    }
}

#[test]
fn what_no_rule_reads_cannot_be_set() {
    let mut memory = Memory::small();
    let law = String::from_utf8(memory.files["pack/law/10-奖励.md"].clone()).unwrap();
    let with = |memory: Memory, more: &str| {
        memory.with("pack/law/10-奖励.md", &law.replacen("待定「割线并列」", &format!("{more}\n\n待定「割线并列」"), 1))
    };
    memory = with(memory, "待定「没人读的」：布尔");
    let asked = |set: &str| Asked { period: "2016".to_owned(), set: vec![set.to_owned()], ..Asked::default() };
    let ids = |memory: &Memory, set: &str| {
        let request = RunRequest { asked: asked(set), ..request("2016") };
        run(Sources { packs: memory, facts: memory }, &Stopped, &request)
            .map_err(|e| e.problems.iter().map(|p| p.id).collect::<Vec<_>>())
            .map(drop)
    };
    assert_eq!(ids(&memory, "割线并列=全取"), Ok(()));
    assert_eq!(ids(&memory, "没人读的=是"), Err(vec!["setting-never-read"]));
    // In the table 设定: the row is told of and not used.
    let table = "名,值,设定机关,设定人,日期,理由\n没人读的,是,示例机关,王五,2016-03-01,会议纪要\n";
    let plain = run_in(&memory, &Stopped, &request("2016"));
    let memory = memory.with("facts/设定.csv", table);
    let told = run_in(&memory, &Stopped, &request("2016"));
    assert!(told.problems.iter().any(|p| p.id == "setting-never-read"), "{:?}", told.problems);
    assert_eq!(format!("{:?}", plain.rows), format!("{:?}", told.rows));
    // In the pack.
    let memory = with(Memory::small(), "待定「没人读的」：布尔\n\n设 没人读的 = 是，由「示例机关」于 2016-03-01，因「会议纪要」");
    let refused = compile(&memory, &request("").place).unwrap_err();
    assert_eq!(refused.problems.iter().filter(|p| p.severity == Severity::Error).map(|p| p.id).collect::<Vec<_>>(), ["settled-never-read"]);
}

/// Whom the results are about, each once.
fn whom(report: &RunReport) -> Vec<(String, String)> {
    let mut whom: Vec<(String, String)> = report.rows.iter().filter_map(|r| Some((r.of_id.clone()?, r.of.clone()?))).collect();
    whom.sort();
    whom.dedup();
    whom
}

fn pairs(whom: &[(&str, &str)]) -> Vec<(String, String)> {
    whom.iter().map(|(id, name)| ((*id).to_owned(), (*name).to_owned())).collect()
}

const ELSEWHERE: &str =
    "编号,名称,种类,上级,自,至\nJH:wu,戊县,县区,,,\nJH:ji,己县,县区,,,2016-06-30\nJH:ji,己区,县区,,2016-07-01,\n,庚县,县区,,,\n";

#[test]
fn facts_of_another_region_bring_their_own_units_and_see_no_others() {
    let memory = Memory::small()
        .with("facts/来源.toml", "region = \"假想省\"\n")
        .with("facts/单位.csv", ELSEWHERE)
        .with("facts/考评.csv", "县区,年度,得分\n己县,2016,95\n庚县,2016,80\n");
    let report = run_in(&memory, &Stopped, &request("2016"));
    assert_eq!(report.problems, []);
    assert_eq!(whom(&report), pairs(&[("JH:ji", "己区"), ("JH:wu", "戊县"), ("单位:庚县", "庚县")]));
}

#[test]
fn units_of_facts_that_name_no_other_region_are_added_to_the_register() {
    for note in ["", "region = \"示例省\"\n"] {
        let memory = Memory::small().with("facts/来源.toml", note).with("facts/单位.csv", ELSEWHERE);
        let report = run_in(&memory, &Stopped, &request("2016"));
        assert_eq!(report.problems, []);
        let ids: Vec<String> = whom(&report).into_iter().map(|(id, _)| id).collect();
        assert_eq!(ids, ["JH:ji", "JH:wu", "SL:bing", "SL:ding", "SL:jia", "SL:yi", "单位:庚县"]);
    }
}

#[test]
fn another_region_without_units_is_told() {
    let memory = Memory::small().with("facts/来源.toml", "region = \"假想省\"\n");
    let report = run_in(&memory, &Stopped, &request("2016"));
    assert_eq!(report.problems.iter().filter(|p| p.id == "region-without-units").count(), 1);
    assert_eq!(whom(&report), []);
}

#[test]
fn facts_collected_for_one_result_give_no_other_until_one_is_named() {
    let results = |report: &RunReport| report.rows.iter().map(|r| r.result.clone()).collect::<std::collections::BTreeSet<_>>();
    let note = "results = [\"县区.奖金\", \"县区.别的\"]\n\n[\"考评.csv\"]\nsource = \"虚构\"\n";
    let memory = Memory::small().with("facts/来源.toml", note);
    assert_eq!(Vec::from_iter(results(&run_in(&memory, &Stopped, &request("2016")))), ["县区.奖金"]);
    let mut named = request("2016");
    named.asked.only = vec!["县区.先进".to_owned()];
    assert_eq!(Vec::from_iter(results(&run_in(&memory, &Stopped, &named))), ["县区.先进"]);
    let memory = memory.with("own/考评.csv", "县区,年度,得分\n甲县,2014,60\n");
    let mut both = request("2016");
    both.facts.push("own".to_owned());
    assert_eq!(results(&run_in(&memory, &Stopped, &both)).len(), 2, "one folder does not say");
}

//! A run makes its rows from columns worked out for everyone at once: byte for byte what the interpreter alone would have given, on
//! every pack with every folder of facts at hand, damaged ones among them. And what the second look does with a row that is wrong.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use quanheng_app::compare::{CompareRequest, SideRequest, compare};
use quanheng_app::compile::{PackPlace, compile};
use quanheng_app::outside::{Clock, FactSource, PackFiles, Standing, Unreadable};
use quanheng_app::prepare::{Reach, Sources, prepare};
use quanheng_app::question::Asked;
use quanheng_app::results::{Rechecked, csv::csv, json_lines::json_lines};
use quanheng_app::run::{RunReport, RunRequest, run, run_planted, run_singly};
use quanheng_app::workbook;
use quanheng_facts::problem::{Language, Problem, Severity};
use quanheng_panel::Panel;
use quanheng_policy::finding::{Instance, Status};

/// The repository, read alone.
struct Root;

fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

fn names(folder: &str, folders: bool) -> Vec<String> {
    let Ok(entries) = fs::read_dir(at(folder)) else { return Vec::new() };
    let entries = entries.map(Result::unwrap).filter(|entry| entry.path().is_dir() == folders);
    entries.map(|entry| entry.file_name().into_string().unwrap()).collect()
}

impl PackFiles for Root {
    fn list(&self, folder: &str) -> Result<Vec<String>, Unreadable> {
        let mut all = names(folder, false);
        for inner in names(folder, true) {
            all.extend(self.list(&format!("{folder}/{inner}"))?.into_iter().map(|name| format!("{inner}/{name}")));
        }
        Ok(all)
    }

    fn folders(&self, folder: &str) -> Vec<String> {
        names(folder, true)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        fs::read(at(path)).map_err(|_| Unreadable::NotFound)
    }

    fn write(&self, path: &str, _: &[u8]) -> Result<(), Unreadable> {
        panic!("{path} was written")
    }
}

impl FactSource for Root {
    fn standing(&self, path: &str) -> Result<Standing, Unreadable> {
        let path = at(path);
        if !path.exists() {
            return Err(Unreadable::NotFound);
        }
        Ok(if path.is_dir() { Standing::Folder } else { Standing::File })
    }

    fn names(&self, folder: &str) -> Result<Vec<String>, Unreadable> {
        Ok(names(folder, false))
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        fs::read(at(path)).map_err(|_| Unreadable::NotFound)
    }
}

impl Clock for Root {
    fn now(&self) -> Timestamp {
        panic!("the clock was looked at")
    }
}

const SOURCES: Sources<'_> = Sources { packs: &Root, facts: &Root };

fn request(pack: &str, facts: &[&str], period: &str) -> RunRequest {
    RunRequest {
        place: PackPlace { folder: pack.to_owned(), others: Vec::new() },
        facts: facts.iter().map(|path| (*path).to_owned()).collect(),
        asked: Asked { period: period.to_owned(), ..Asked::default() },
        ..RunRequest::default()
    }
}

/// Every form in which a run is written by this crate.
fn forms(report: &RunReport) -> Vec<Vec<u8>> {
    let listed = || report.listed();
    [Language::Chinese, Language::English]
        .into_iter()
        .flat_map(|language| {
            [
                json_lines(&report.header, listed(), language).into_bytes(),
                csv(listed(), language).into_bytes(),
                workbook::bytes(report, language).unwrap(),
            ]
        })
        .collect()
}

/// Milliseconds of processor time that this thread has had.
fn cpu() -> u64 {
    let text = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|n| n.parse::<u64>().ok()).unwrap_or(0) / 1_000_000
}

/// Runs both ways; how many rows there were, and how many were looked at again.
fn both(what: &str, request: &RunRequest) -> (usize, usize) {
    let prepared = prepare(SOURCES, "--only", &request.place, &request.facts, &request.asked, Reach::Results)
        .unwrap_or_else(|error| panic!("{what}: {error:?}"));
    let begun = cpu();
    let report = run_planted(prepared, None, request.met_only, None);
    let at_once = cpu() - begun;
    assert_eq!(report.incidents, 0, "{what}: {:?}", report.problems);
    let (forms_at_once, rows, problems, rechecked) = (forms(&report), report.rows, report.problems, report.header.rechecked);
    let begun = cpu();
    let mut singly = run_singly(report.prepared, None, request.met_only);
    println!("{what}: {} rows, at once {at_once} ms of this thread, singly {} ms", rows.len(), cpu() - begun);
    // Only a run that worked rows out at once has anything to look at again.
    singly.header.rechecked = rechecked;
    for (one, other) in rows.iter().zip(&singly.rows) {
        assert_eq!(one, other, "{what}");
    }
    assert_eq!((rows.len(), problems), (singly.rows.len(), singly.problems.clone()), "{what}");
    assert!(forms_at_once == forms(&singly), "{what}: the rows are the same, and not what is written");
    (rows.len(), rechecked.unwrap().rows)
}

/// All that a pack concludes, beside what it prints.
fn everything(pack: &str) -> Vec<String> {
    let compiled = compile(&Root, &PackPlace { folder: pack.to_owned(), others: Vec::new() }).unwrap();
    let program = &compiled.checked.program;
    let all = program.results.iter().copied().chain(program.outcomes.iter().map(|outcome| outcome.variable));
    all.filter_map(|id| program.variable(id)).map(|variable| variable.name.clone()).collect()
}

#[test]
fn every_pack_on_every_folder_of_facts() {
    let cases: [(&str, &[&str], &str); 12] = [
        ("tests/small/pack", &["tests/small/facts"], "2014-2016"),
        ("tests/limits/pack", &["tests/limits/facts"], "2016"),
        ("tests/people/pack", &["tests/people/facts"], "2018"),
        ("packs/shaanxi-2016", &["data/shaanxi"], "2016"),
        ("packs/example-settings", &["data/shaanxi"], "2016"),
        ("packs/example-settings", &["data/demo"], "2016"),
        ("packs/example-settings", &["data/demo/带错误"], "2016"),
        ("packs/example-settings", &["data/demo", "data/demo/带错误"], "2016"),
        ("packs/yongning-town", &["tests/people/facts"], "2018"),
        ("packs/example-reform", &["tests/people/facts"], "2018"),
        ("packs/shaanxi-poverty-2017", &["tests/people/facts"], "2018"),
        ("packs/shaanxi-tolerance-2018", &["tests/people/facts"], "2018"),
    ];
    let (mut rows, mut again) = (0, 0);
    for (at, (pack, facts, period)) in cases.into_iter().enumerate() {
        let mut plain = request(pack, facts, period);
        let last = period.rsplit('-').next().unwrap().to_owned();
        let asked = Asked { all_kinds: true, period: period.to_owned(), ..Asked::default() };
        // Facts that were published may not be asked for everything.
        let only = if facts.contains(&"data/shaanxi") { Vec::new() } else { everything(pack) };
        let ways = [
            Asked { decided_on: Some(format!("{last}-12-31")), only, period: last.clone(), ..Asked::default() },
            Asked { law_as_of: Some(last.clone()), ..asked.clone() },
            Asked { strict: true, decided_on: Some(format!("{last}-12-31")), ..asked.clone() },
            Asked { known_on: Some(format!("{last}-06-30")), ..asked },
        ];
        // The small packs in every way, the large ones in two each, in turn.
        let small = pack.starts_with("tests/");
        for (which, asked) in ways.into_iter().enumerate().filter(|(which, _)| small || [0, 1 + at % 3].contains(which)) {
            plain.asked = asked;
            let (r, a) = both(&format!("{pack} on {facts:?}, way {which}"), &plain);
            (rows, again) = (rows + r, again + a);
        }
    }
    println!("{rows} rows, {again} of them worked out a second time");
}

fn told(problems: &[Problem]) -> Vec<&Problem> {
    problems.iter().filter(|problem| problem.id == "answers-differ").collect()
}

#[test]
fn a_row_that_is_wrong_is_found_told_and_not_given() {
    let request = request("tests/small/pack", &["tests/small/facts"], "2016");
    let prepared = || prepare(SOURCES, "--only", &request.place, &request.facts, &request.asked, Reach::Results).unwrap();
    let right = run_planted(prepared(), None, false, None);
    assert_eq!((right.incidents, right.header.rechecked), (0, Some(Rechecked { rows: right.rows.len(), differing: 0 })));
    let that_stand = right.rows.iter().filter(|row| row.finding.status == Status::Holds).count();
    assert!(that_stand > 3);
    for at in 0..that_stand {
        let planted = run_planted(prepared(), None, false, Some(at));
        assert!(planted.rows == right.rows, "row {at}: what is given is what the interpreter says");
        // A row that others read makes them wrong as well: each is told.
        assert!(planted.incidents >= 1, "row {at}");
        assert_eq!(planted.header.rechecked, Some(Rechecked { rows: right.rows.len(), differing: planted.incidents }));
        let problems = told(&planted.problems);
        assert!(problems.len() == planted.incidents && problems.iter().all(|problem| problem.severity == Severity::Error));
        let row = right.rows.iter().filter(|row| row.finding.status == Status::Holds).nth(at).unwrap();
        let of_row =
            |problem: &&&Problem| [row.result.as_str(), row.of.as_deref().unwrap_or("")].iter().all(|part| problem.text.zh.contains(part));
        let told_of_it = problems.iter().find(of_row).unwrap_or_else(|| panic!("row {at}: {problems:?}"));
        for part in [row.result.as_str(), row.of.as_deref().unwrap_or(""), "2016", "不适用", row.shown.zh.as_str()] {
            assert!(told_of_it.text.zh.contains(part), "{part} in {}", told_of_it.text.zh);
        }
    }
}

/// Beyond a thousand rows some are looked at, the same each time.
#[test]
fn the_same_run_looks_at_the_same_rows() {
    let asked = Asked { all_kinds: true, period: "2014-2016".to_owned(), ..Asked::default() };
    let request = RunRequest { asked, ..request("packs/example-settings", &["data/shaanxi"], "") };
    let one = run(SOURCES, &Root, &request).unwrap();
    let rechecked = one.header.rechecked.unwrap();
    assert!(rechecked.rows >= 1_000 && rechecked.rows < one.rows.len(), "{rechecked:?} of {}", one.rows.len());
    let (other, when) = (run_planted(one.prepared, None, false, None), rechecked);
    assert_eq!(other.header.rechecked, Some(when));
}

/// Side B of a comparison under another number is worked out over side A; its rows are those of a run of its own.
#[test]
fn a_comparison_takes_over_what_the_difference_cannot_reach() {
    let place = PackPlace { folder: "packs/example-settings".to_owned(), others: Vec::new() };
    let facts = vec!["data/demo".to_owned()];
    let asked = Asked { period: "2016".to_owned(), decided_on: Some("2017-03-01".to_owned()), ..Asked::default() };
    let setting = Asked { set: vec!["十强名额=8".to_owned()], ..asked.clone() };
    let side = |asked: &Asked| SideRequest { place: place.clone(), facts: facts.clone(), asked: asked.clone() };
    let report = compare(SOURCES, &CompareRequest { a: side(&asked), b: side(&setting), all: true }).unwrap();
    assert_eq!(report.incidents, 0, "{:?}", told(&report.problems));
    let alone =
        run(SOURCES, &Root, &RunRequest { place: place.clone(), facts: facts.clone(), asked: setting.clone(), ..RunRequest::default() });
    let mut alone: Vec<_> = alone.unwrap().rows;
    let mut beside: Vec<_> = report.sections.iter().flat_map(|s| &s.pairs).filter_map(|pair| pair.b.clone()).collect();
    let place_of = |row: &quanheng_app::results::ResultRow| (row.variable, row.entity, row.period, row.index.clone());
    alone.sort_by_key(place_of);
    beside.sort_by_key(place_of);
    assert!(alone == beside);
    // How much of it that was.
    let prepared = prepare(SOURCES, "--only", &place, &facts, &asked, Reach::All).unwrap();
    let (question, years) = (&prepared.question, &prepared.question.when.periods);
    let all = || question.results.iter().flat_map(|id| years.iter().map(|year| Instance::of(*id, None, *year)));
    let before = Panel::new(prepared.program(), &prepared.facts, question.choice.clone());
    before.work_out_all(all());
    let panel = Panel::taking_over(&before, report.b.prepared.question.choice.clone());
    let kept = panel.columns();
    panel.work_out_all(all());
    println!("{kept} of {} columns taken over", panel.columns());
    assert!(kept > 0 && kept < panel.columns() && kept == panel.columns_of(&before), "{kept} of {}", panel.columns());
}

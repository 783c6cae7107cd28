//! All results that the published policy prints, for an invented province of 107 counties over ten years, inside one process: the facts are
//! read once, then the same question is answered again and again. With everything known, and with gaps.
//!
//! `ROUNDS=20 cargo bench -p quanheng-app`; without ROUNDS once each, as a test. WHY=1: which rows of the panel go by themselves. In brackets what each figure holds: the whole of `run`
//! with rows made and the second look on; the panel alone; the interpreter alone.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a bench stops at the first surprise")]

#[path = "../../cli/benches/invented/mod.rs"]
#[allow(dead_code, clippy::arithmetic_side_effects, clippy::cast_possible_truncation, reason = "made for another bench")]
mod invented;

use std::fs;
use std::path::Path;
use std::time::Instant;

use invented::{Province, YEARS};
use quanheng_app::compile::PackPlace;
use quanheng_app::outside::{FactSource, PackFiles, Standing, Unreadable};
use quanheng_app::prepare::{Reach, Sources, prepare};
use quanheng_app::question::Asked;
use quanheng_app::run::{run_prepared, run_singly};
use quanheng_panel::Panel;
use quanheng_policy::finding::Instance;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The disk, read alone.
struct Disk;

fn names(folder: &str, folders: bool) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let entries = entries.map(Result::unwrap).filter(|entry| entry.path().is_dir() == folders);
    entries.map(|entry| entry.file_name().into_string().unwrap()).collect()
}

impl PackFiles for Disk {
    fn list(&self, folder: &str) -> Result<Vec<String>, Unreadable> {
        let mut all = names(folder, false);
        for inner in names(folder, true) {
            all.extend(PackFiles::list(self, &format!("{folder}/{inner}"))?.into_iter().map(|name| format!("{inner}/{name}")));
        }
        Ok(all)
    }

    fn folders(&self, folder: &str) -> Vec<String> {
        names(folder, true)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        fs::read(path).map_err(|_| Unreadable::NotFound)
    }

    fn write(&self, path: &str, _: &[u8]) -> Result<(), Unreadable> {
        panic!("{path} was written")
    }
}

impl FactSource for Disk {
    fn standing(&self, path: &str) -> Result<Standing, Unreadable> {
        let about = fs::metadata(path).map_err(|_| Unreadable::NotFound)?;
        Ok(if about.is_dir() { Standing::Folder } else { Standing::File })
    }

    fn names(&self, folder: &str) -> Result<Vec<String>, Unreadable> {
        Ok(names(folder, false))
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        fs::read(path).map_err(|_| Unreadable::NotFound)
    }
}

/// The median and the extremes of some times, in milliseconds.
fn told(what: &str, mut times: Vec<u128>) {
    times.sort_unstable();
    let ms = |at: usize| format!("{}.{:02}", times[at] / 1_000, times[at] % 1_000 / 10);
    println!("{what:>60}  {:>8} ms  ({} … {})", ms(times.len() / 2), ms(0), ms(times.len() - 1));
}

fn main() {
    let rounds = std::env::var("ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(1_usize);
    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let province = Province::write(&packs, Path::new(env!("CARGO_TARGET_TMPDIR"))).unwrap();
    let place = PackPlace { folder: province.pack().to_str().unwrap().to_owned(), others: Vec::new() };
    let sources = Sources { packs: &Disk, facts: &Disk };
    let asked = Asked { period: format!("{}-{}", YEARS.0, YEARS.1), law_as_of: Some("2016".to_owned()), ..Asked::default() };
    for (how, facts) in [("everything known", province.full()), ("with gaps", province.patchy())] {
        let facts = [facts.to_str().unwrap().to_owned()];
        let mut prepared = prepare(sources, "--only", &place, &facts, &asked, Reach::Results).expect("the province is ready");
        let (mut whole, mut panel_alone, mut singly) = (Vec::new(), Vec::new(), Vec::new());
        let mut rows = 0;
        for _ in 0..rounds {
            let began = Instant::now();
            let report = run_prepared(prepared, None, false);
            whole.push(began.elapsed().as_micros());
            assert_eq!(report.incidents, 0, "both came to the same");
            let instances: Vec<Instance> = report.rows.iter().map(|row| row.finding.instance).collect();
            rows = instances.len();
            prepared = report.prepared;
            let began = Instant::now();
            let panel = Panel::new(prepared.program(), &prepared.facts, prepared.question.choice.clone());
            panel.work_out_all(instances);
            panel_alone.push(began.elapsed().as_micros());
            if panel_alone.len() == rounds {
                println!("{how}: rows by kernel, as cases, singly, by order {:?}; {} columns", panel.ways().counts(), panel.columns());
                let why = std::env::var_os("WHY").is_some();
                for ((variable, reason), rows) in panel.ways().alone().into_iter().filter(|_| why) {
                    println!("{rows:>8} {} {reason:?}", prepared.program().variable(variable).unwrap().name);
                }
            }
            drop(panel);
            let began = Instant::now();
            let report = run_singly(prepared, None, false);
            singly.push(began.elapsed().as_micros());
            prepared = report.prepared;
        }
        println!("{how}: {rows} rows");
        told("run, rows and second look included", whole);
        told("the panel alone, columns without rows", panel_alone);
        told("the interpreter alone, with rows", singly);
    }
}

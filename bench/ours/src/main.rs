//! Ours beside the others: the pack of the speed test, checked and lowered like any pack, over a snapshot of the same rows.
//!
//!     ours make FOLDER --units N [--ragged] [--jurisdictions 10] [--seed 7]
//!     ours FOLDER
//!
//! The first writes the snapshot of a province into FOLDER/snapshot; the second reads it, works the four results out for everyone, and prints
//! one line of JSON as the others do: times with and without reading, memory, the checksum.

mod province;
mod store;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use quanheng_facts::fact::Facts;
use quanheng_facts::value::Year;
use quanheng_panel::Panel;
use quanheng_policy::check::check;
use quanheng_policy::finding::Status;
use quanheng_policy::interpret::Choice;
use quanheng_policy::ir::{Program, VariableId};
use quanheng_policy::pack::PackText;
use quanheng_policy::source::read_pack;
use quanheng_snapshot::{Snapshot, Wanted};
use rows::checksum::{self, NOT_APPLICABLE, UNKNOWN};
use rows::clock::{Clock, peak};
use rows::shape::{FIRST_YEAR, YEARS};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

pub type Failure = Box<dyn std::error::Error + Send + Sync>;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("ours: {failure}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), Failure> {
    let mut words = std::env::args().skip(1);
    let first = words.next().ok_or("say where the files are, or make and where to make them")?;
    if first == "make" {
        let folder = PathBuf::from(words.next().ok_or("say where to make it")?);
        return province::make(&folder, words);
    }
    measure(&PathBuf::from(first))
}

/// The pack, checked.
pub fn program() -> Result<Program, Failure> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../pack");
    let mut files = Vec::new();
    for below in ["", "law"] {
        for entry in std::fs::read_dir(folder.join(below))? {
            let path = entry?.path();
            if path.extension().is_some_and(|e| e == "md" || e == "toml") {
                let name = path.file_name().ok_or("a file without a name")?.to_string_lossy().into_owned();
                let name = if below.is_empty() { name } else { format!("{below}/{name}") };
                files.push((name, std::fs::read_to_string(&path)?));
            }
        }
    }
    files.sort();
    let (source, _) = read_pack(&PackText { folder: "bench/pack".to_owned(), files });
    let (checked, problems) = check(&[source]);
    Ok(checked.ok_or_else(|| format!("the pack does not check: {problems:?}"))?.program)
}

fn measure(folder: &Path) -> Result<(), Failure> {
    let program = program()?;
    let threads = std::thread::available_parallelism()?.get();
    let clock = Clock::start();
    let facts = read(folder, &program, threads)?;
    let panel = answer(&program, &facts, threads);
    let with_reading = clock.stop();
    let peak = peak();
    let (rows, sum) = sum(&panel, &program)?;
    drop(panel);
    let clock = Clock::start();
    let again = answer(&program, &facts, threads);
    let without_reading = clock.stop();
    if self::sum(&again, &program)? != (rows, sum) {
        return Err("the second run gave something else".into());
    }
    println!(
        "{}",
        serde_json::json!({
            "rows": rows,
            "checksum": format!("{sum:016x}"),
            "with_reading": { "wall": with_reading.wall, "processor": with_reading.processor },
            "without_reading": { "wall": without_reading.wall, "processor": without_reading.processor },
            "peak": peak,
        })
    );
    Ok(())
}

fn read(folder: &Path, program: &Program, threads: usize) -> Result<Facts, Failure> {
    let files = store::Files(folder.join("snapshot"));
    let snapshot = Snapshot::open(&files).map_err(|wrong| format!("{wrong:?}"))?;
    let wanted = Wanted { without_origins: true, without_names: true, ..Wanted::default() };
    let columns = snapshot.facts(&program.schema, &wanted, threads).map_err(|wrong| format!("{wrong:?}"))?;
    Ok(columns.into_facts_over(&program.schema).map_err(|unfit| format!("{unfit:?}"))?)
}

/// The years that are asked about.
fn years() -> Vec<Year> {
    (0..YEARS).map(|year| Year(FIRST_YEAR as i16 + year as i16)).collect()
}

/// All results, as columns of the panel: for each unit and year a value, a status and the rules that gave it.
fn answer<'p>(program: &'p Program, facts: &'p Facts, threads: usize) -> Panel<'p> {
    let panel = Panel::new(program, facts, Choice::default());
    panel.work_out(&program.results, &years(), threads);
    panel
}

/// How many unit-years there are, and the checksum over all results.
fn sum(panel: &Panel<'_>, program: &Program) -> Result<(usize, u64), Failure> {
    let each = std::thread::scope(|scope| {
        let of = |(place, result): (usize, &VariableId)| {
            let result = *result;
            scope.spawn(move || sum_of(panel, place, result))
        };
        let each: Vec<_> = program.results.iter().enumerate().map(of).collect();
        each.into_iter().map(|one| one.join().map_err(|_| "a thread has panicked")?).collect::<Result<Vec<_>, Failure>>()
    })?;
    let rows = each.first().map_or(0, |(rows, _)| *rows);
    Ok((rows, each.iter().fold(0, |sum, (_, of)| sum.wrapping_add(*of))))
}

fn sum_of(panel: &Panel<'_>, place: usize, result: VariableId) -> Result<(usize, u64), Failure> {
    let (mut rows, mut sum) = (0, 0_u64);
    let mut unit = 0_u32;
    let mut year = None;
    let mut failed = None;
    panel.rows(result, &years(), |row| {
        unit = if year.replace(row.year) == Some(row.year) { unit + 1 } else { 0 };
        let told = match (row.status, row.value) {
            // Money is counted in fen, and told in yuan.
            (Status::Holds, Some(value)) if place == 0 => i32::try_from(value / 100).ok(),
            (Status::Holds, Some(value)) => i32::try_from(value).ok(),
            (Status::NotApplicable, _) => Some(NOT_APPLICABLE),
            (Status::Unknown, _) => Some(UNKNOWN),
            _ => None,
        };
        match told {
            Some(told) => sum = sum.wrapping_add(checksum::of(place, unit, usize::from(row.year.0.cast_unsigned() - FIRST_YEAR), told)),
            None => failed = Some((unit, row.year, row.status)),
        }
        rows += 1;
    });
    match failed {
        Some((unit, year, status)) => Err(format!("unit {unit} in {year}: {status:?}").into()),
        None => Ok((rows, sum)),
    }
}

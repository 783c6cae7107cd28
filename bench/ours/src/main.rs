//! Ours beside the others: the pack of the speed test, checked and lowered like any pack, over a snapshot of the same rows.
//!
//!     ours make FOLDER --units N [--ragged] [--jurisdictions 10] [--seed 7]
//!     ours FOLDER
//!
//! The first writes the snapshot of a province into FOLDER/snapshot; the second reads it, works the four results out for everyone, and prints
//! one line of JSON as the others do: times with and without reading, memory, the checksum. A jurisdiction is one piece of work, as it is for the
//! program by hand; all cores take pieces.

mod province;
mod store;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use quanheng_facts::entity::Entities;
use quanheng_facts::fact::Facts;
use quanheng_facts::value::Year;
use quanheng_panel::{Look, Panel, ResultColumn, drawn, how_many, share};
use quanheng_policy::check::check;
use quanheng_policy::finding::{Instance, Status};
use quanheng_policy::interpret::Choice;
use quanheng_policy::ir::Program;
use quanheng_policy::ir::columns_read::ids_are_read;
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
    let files = store::Files(folder.join("snapshot"));
    let snapshot = Snapshot::open(&files).map_err(|wrong| format!("{wrong:?}"))?;
    let places = snapshot.jurisdictions().count();

    let clock = Clock::start();
    let entities = entities(&snapshot, &program, threads)?;
    let answers = each(places, threads, |place| {
        let facts = read(&snapshot, &program, &entities, place)?;
        answer(&program, &facts, look(&snapshot, place))
    })?;
    let with_reading = clock.stop();
    let peak = peak();
    let (rows, sum) = sum(&answers, threads)?;
    drop(answers);

    // With so many rows the tables would take more memory than one jurisdiction after the other does.
    let without_reading = if rows < HELD_WHOLE {
        let tables = each(places, threads, |place| read(&snapshot, &program, &entities, place))?;
        let clock = Clock::start();
        let again = each(places, threads, |place| answer(&program, &tables[place], look(&snapshot, place)))?;
        let taken = clock.stop();
        if self::sum(&again, threads)? != (rows, sum) {
            return Err("the second run gave something else".into());
        }
        Some(taken)
    } else {
        None
    };
    println!(
        "{}",
        serde_json::json!({
            "rows": rows,
            "checksum": format!("{sum:016x}"),
            "with_reading": { "wall": with_reading.wall, "processor": with_reading.processor },
            "without_reading": without_reading.map(|taken| serde_json::json!({ "wall": taken.wall, "processor": taken.processor })),
            "peak": peak,
        })
    );
    Ok(())
}

/// Rows whose tables are not held in memory all at once.
const HELD_WHOLE: usize = 50_000_000;

/// Works off pieces on all cores, each as it comes; what they came to, in order.
fn each<T: Send>(pieces: usize, threads: usize, work: impl Fn(usize) -> Result<T, Failure> + Sync) -> Result<Vec<T>, Failure> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new((0..pieces).map(|_| None).collect::<Vec<Option<Result<T, Failure>>>>());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let piece = next.fetch_add(1, Ordering::Relaxed);
                    if piece >= pieces {
                        break;
                    }
                    let came = work(piece);
                    done.lock().unwrap_or_else(PoisonError::into_inner)[piece] = Some(came);
                }
            });
        }
    });
    let done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.into_iter().map(|came| came.unwrap_or_else(|| Err("a piece was not worked off".into()))).collect()
}

/// Units are told by their places: names, ids and where cells stood are left unread, as far as the rules do not ask for them.
fn wanted(program: &Program) -> Wanted {
    Wanted { without_origins: true, without_names: true, without_ids: !ids_are_read(program), ..Wanted::default() }
}

fn entities(snapshot: &Snapshot<'_>, program: &Program, threads: usize) -> Result<Entities, Failure> {
    let columns = snapshot.entities(&program.schema, &wanted(program), threads).map_err(|wrong| format!("{wrong:?}"))?;
    Ok(columns.into_entities_over(program.schema.kinds.len()).ok_or("the entities do not fit the pack")?)
}

/// The facts of one jurisdiction, whose units compete with nobody else's.
fn read(snapshot: &Snapshot<'_>, program: &Program, entities: &Entities, place: usize) -> Result<Facts, Failure> {
    let (_, own) = snapshot.jurisdictions().nth(place).ok_or("no such jurisdiction")?;
    let wanted = Wanted { jurisdictions: Some(place..place + 1), ..wanted(program) };
    let columns = snapshot.facts_beside(&program.schema, &wanted, 1).map_err(|wrong| format!("{wrong:?}"))?;
    Ok(columns.into_facts_beside(&program.schema, entities.only(own)).map_err(|unfit| format!("{unfit:?}"))?)
}

/// The years that are asked about.
fn years() -> Vec<Year> {
    (0..YEARS).map(|year| Year(FIRST_YEAR as i16 + year as i16)).collect()
}

/// The results of one jurisdiction, each year after year: for each unit a value, a status and the rules that gave it.
type Answers = Vec<Vec<ResultColumn>>;

/// Some rows of every column are worked out again, as in every run: one in ten thousand, at least a thousand of the results of all jurisdictions.
fn answer(program: &Program, facts: &Facts, (seed, pieces): (u64, usize)) -> Result<Answers, Failure> {
    let panel = Panel::new(program, facts, Choice::default());
    // All results are of the units.
    let owner = program.results.first().and_then(|result| program.variable(*result)?.owner).ok_or("no results")?;
    let units = facts.entities.of_kind(&program.schema, owner);
    let (years, many) = (years(), program.results.len());
    let rows = many * years.len() * units.len();
    let wanted = how_many(rows * pieces).div_ceil(pieces);
    let instance = |at: usize| {
        let (unit, year) = (at / many / years.len(), at / many % years.len());
        Some(Instance::of(*program.results.get(at % many)?, Some(*units.get(unit)?), *years.get(year)?))
    };
    let drawn: Vec<Instance> = drawn(wanted, rows, seed).into_iter().filter_map(instance).collect();
    let (of, among) = share(program, &program.results, rows * pieces);
    panel.look_again(&Look { rows: &drawn, share: (of, among), seed });
    panel.work_out(&program.results, &years, 1);
    let (_, differing) = panel.looked_again();
    if let Some(first) = differing.first() {
        return Err(format!("{} rows came out differently when they were looked at again: {first:?}", differing.len()).into());
    }
    Ok(program.results.iter().map(|result| panel.result_columns(*result, &years)).collect())
}

/// What draws the rows of a jurisdiction that are looked at again, and among how many jurisdictions.
fn look(snapshot: &Snapshot<'_>, place: usize) -> (u64, usize) {
    let hash = &snapshot.manifest.facts_sha256;
    let seed = hash.bytes().fold(place as u64, |seed, byte| seed.rotate_left(8) ^ u64::from(byte).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    (seed, snapshot.jurisdictions().count())
}

/// How many unit-years there are, and the checksum over all results.
fn sum(answers: &[Answers], threads: usize) -> Result<(usize, u64), Failure> {
    let mut first_units = Vec::with_capacity(answers.len());
    let (mut units, mut rows) = (0, 0);
    for results in answers {
        first_units.push(units);
        let of_one = results.first().ok_or("no results")?;
        units += of_one.first().map_or(0, ResultColumn::len);
        rows += of_one.iter().map(ResultColumn::len).sum::<usize>();
    }
    let sums = each(answers.len(), threads, |piece| {
        answers[piece].iter().enumerate().try_fold(0_u64, |sum, (place, years)| {
            years.iter().try_fold(sum, |sum, column| Ok(sum.wrapping_add(sum_of(column, place, first_units[piece])?)))
        })
    })?;
    Ok((rows, sums.into_iter().fold(0, u64::wrapping_add)))
}

fn sum_of(column: &ResultColumn, place: usize, first_unit: usize) -> Result<u64, Failure> {
    let year = usize::from(column.year.0.cast_unsigned() - FIRST_YEAR);
    let mut sum = 0_u64;
    for (unit, row) in (first_unit as u32..).zip(column.rows()) {
        let told = match (row.status, row.value) {
            // Money is counted in fen, and told in yuan.
            (Status::Holds, Some(value)) if place == 0 => i32::try_from(value / 100).ok(),
            (Status::Holds, Some(value)) => i32::try_from(value).ok(),
            (Status::NotApplicable, _) => Some(NOT_APPLICABLE),
            (Status::Unknown, _) => Some(UNKNOWN),
            _ => None,
        };
        let told = told.ok_or_else(|| format!("unit {unit} in {}: {:?}", column.year, row.status))?;
        sum = sum.wrapping_add(checksum::of(place, unit, year, told));
    }
    Ok(sum)
}

//! The limit: a program by hand for just these four rules.
//!
//!     limit FOLDER
//!
//! reads the Parquet files that `generate` wrote and prints one line of JSON: times, memory and the checksum. A jurisdiction is one piece of work; all cores take
//! pieces. It leans on what the files say of themselves (a row for each unit and year, in order), so that it reads neither the unit nor the year of a row.

mod read;
mod rules;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use rows::checksum;
use rows::clock::{Clock, peak};

use read::Columns;
use rules::Answers;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

pub type Failure = Box<dyn std::error::Error + Send + Sync>;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("limit: {failure}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), Failure> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("say where the files are")?);
    let pieces = (0..).take_while(|piece| folder.join(format!("panel-{piece}.parquet")).exists()).count();
    if pieces == 0 {
        return Err(format!("{} has no panel-0.parquet", folder.display()).into());
    }

    let clock = Clock::start();
    let answers = each(pieces, |piece| Ok(rules::answer(&read::piece(&folder, piece)?)))?;
    let with_reading = clock.stop();
    let peak = peak();
    let checksum = sum(&answers);
    drop(answers);

    let columns: Vec<Columns> = each(pieces, |piece| read::piece(&folder, piece))?;
    let clock = Clock::start();
    let answers = each(pieces, |piece| Ok(rules::answer(&columns[piece])))?;
    let without_reading = clock.stop();
    if sum(&answers) != checksum {
        return Err("the second run gave something else".into());
    }

    let rows: usize = answers.iter().map(|answers| answers.prize.len()).sum();
    println!(
        "{}",
        serde_json::json!({
            "rows": rows,
            "checksum": format!("{checksum:016x}"),
            "with_reading": { "wall": with_reading.wall, "processor": with_reading.processor },
            "without_reading": { "wall": without_reading.wall, "processor": without_reading.processor },
            "peak": peak,
        })
    );
    Ok(())
}

/// Works off all pieces on all cores; what came of each, in order.
fn each<T: Send>(pieces: usize, work: impl Fn(usize) -> Result<T, Failure> + Sync) -> Result<Vec<T>, Failure> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new((0..pieces).map(|_| None).collect::<Vec<Option<Result<T, Failure>>>>());
    let threads = std::thread::available_parallelism()?.get().min(pieces);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let piece = next.fetch_add(1, Ordering::Relaxed);
                    if piece >= pieces {
                        return;
                    }
                    let came = work(piece);
                    if let Ok(mut done) = done.lock() {
                        done[piece] = Some(came);
                    }
                }
            });
        }
    });
    let done = done.into_inner().map_err(|_| "a worker has panicked")?;
    done.into_iter().map(|came| came.unwrap_or_else(|| Err("a piece was not worked off".into()))).collect()
}

fn sum(answers: &[Answers]) -> u64 {
    let mut total = 0_u64;
    for piece in answers {
        for year in 0..rows::shape::YEARS {
            for unit in 0..piece.units {
                let at = year * piece.units + unit;
                let whom = piece.first_unit + unit as u32;
                let values = [piece.prize[at], i32::from(piece.grade[at]), i32::from(piece.fall[at]), i32::from(piece.incident[at])];
                for (result, value) in values.into_iter().enumerate() {
                    total = total.wrapping_add(checksum::of(result, whom, year, value));
                }
            }
        }
    }
    total
}

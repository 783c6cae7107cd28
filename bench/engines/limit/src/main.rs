//! The limit: a program by hand for just these four rules.
//!
//!     limit FOLDER
//!
//! reads the Parquet files that `generate` wrote and prints one line of JSON: times, memory and the checksum. A jurisdiction is one piece of work; all cores take
//! pieces. It leans on what the files say of themselves (a row for each unit and year, in order), so that it reads neither the unit nor the year of a row.

use std::path::PathBuf;
use std::process::ExitCode;

use limit::read::{self, Columns};
use limit::rules::{self, Answers};
use limit::{Failure, each, pieces};
use rows::checksum;
use rows::clock::{Clock, peak};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
    let pieces = pieces(&folder)?;

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

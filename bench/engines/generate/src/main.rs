//! Writes the invented province of the speed test.
//!
//!     generate parquet FOLDER --unit-years 10000000 [--jurisdictions 10] [--ragged] [--seed 7]
//!     generate csv FOLDER --unit-years 3000 …
//!
//! `parquet` is for the peers: a file of the panel and a file of the incidents for each jurisdiction. `csv` is for the interpreter. What
//! stands in the rows is the crate `rows`; a further form is a further module here.

mod csv;
mod panel;

use std::path::PathBuf;
use std::process::ExitCode;

use rows::Shape;
use rows::shape::YEARS;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

pub type Failure = Box<dyn std::error::Error + Send + Sync>;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("generate: {failure}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), Failure> {
    let mut words = std::env::args().skip(1);
    let form = words.next().ok_or("say what to write: parquet or csv")?;
    let folder = PathBuf::from(words.next().ok_or("say where to write it")?);
    let mut unit_years = 1_000_000_u64;
    let mut shape = Shape { seed: 7, jurisdictions: 10, units: 0, ragged: false };
    while let Some(word) = words.next() {
        let mut number = || words.next().and_then(|number| number.parse::<u64>().ok()).ok_or(format!("{word} asks for a number"));
        match word.as_str() {
            "--unit-years" => unit_years = number()?,
            "--jurisdictions" => shape.jurisdictions = u32::try_from(number()?)?,
            "--seed" => shape.seed = number()?,
            "--ragged" => shape.ragged = true,
            _ => return Err(format!("not known: {word}").into()),
        }
    }
    if !(1..=10).contains(&shape.jurisdictions) {
        return Err("one to ten jurisdictions".into());
    }
    shape.units = u32::try_from(unit_years / (u64::from(shape.jurisdictions) * YEARS as u64))?;
    if shape.units == 0 || shape.unit_years() != unit_years {
        return Err(format!("--unit-years must be a multiple of {}", u64::from(shape.jurisdictions) * YEARS as u64).into());
    }
    std::fs::create_dir_all(&folder)?;
    match form.as_str() {
        "parquet" => panel::write(&shape, &folder),
        "csv" => csv::write(&shape, &folder),
        _ => Err(format!("not known: {form}").into()),
    }
}

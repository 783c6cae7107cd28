//! The files, into columns by year: all units of the first year, then all of the second.

use std::fs::File;
use std::path::Path;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int8Type, Int32Type};
use arrow_array::{Array, RecordBatch};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use rows::shape::YEARS;

use crate::Failure;

/// No assessment, no grade, no severity.
pub const NONE: u8 = 255;
/// No score.
pub const NO_SCORE: i32 = -1;
const ROWS_AT_A_TIME: usize = 20_480;
/// The first of January of each of the ten years and of the next, in days since 1970.
const FIRST_DAYS: [i32; YEARS + 1] = [15_340, 15_706, 16_071, 16_436, 16_801, 17_167, 17_532, 17_897, 18_262, 18_628, 18_993];

pub struct Columns {
    pub first_unit: u32,
    pub units: usize,
    /// 0 to 2 within the jurisdiction.
    pub team: Vec<u8>,
    pub score: Vec<i32>,
    pub grade: Vec<u8>,
    /// What happened in each year, see [`Happened`].
    pub happened: Vec<Happened>,
}

/// The incidents of one unit in one year: whether there was one of the gravest and one that is not classified, and how many grave ones, two at most.
#[derive(Clone, Copy, Default)]
pub struct Happened(u8);

impl Happened {
    pub fn grave(self) -> u8 {
        self.0 & Self::GRAVE
    }

    pub fn gravest(self) -> bool {
        self.0 & Self::GRAVEST != 0
    }

    const GRAVE: u8 = 3;
    const GRAVEST: u8 = 4;
    const UNCLASSIFIED: u8 = 8;

    fn add(&mut self, severity: u8) {
        match severity {
            1 => self.0 |= Self::GRAVEST,
            2 => self.0 += u8::from(self.0 & Self::GRAVE < 2),
            NONE => self.0 |= Self::UNCLASSIFIED,
            _ => {}
        }
    }

    pub fn enough(self) -> bool {
        self.gravest() || self.grave() == 2
    }

    pub fn in_doubt(self) -> bool {
        self.0 & Self::UNCLASSIFIED != 0
    }
}

pub fn piece(folder: &Path, piece: usize) -> Result<Columns, Failure> {
    let file = File::open(folder.join(format!("panel-{piece}.parquet")))?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file)?;
    let metadata = builder.metadata().file_metadata();
    let told = |name: &str| -> Result<u32, Failure> {
        let pairs = metadata.key_value_metadata().ok_or("the file says nothing of itself")?;
        let pair = pairs.iter().find(|pair| pair.key == name).ok_or(format!("the file does not say its {name}"))?;
        Ok(pair.value.as_deref().unwrap_or_default().parse()?)
    };
    let (first_unit, units) = (told("first_unit")?, told("units")? as usize);
    if metadata.num_rows() as usize != units * YEARS {
        return Err("the file has not a row for each unit and year".into());
    }
    let mask = ProjectionMask::columns(builder.parquet_schema(), ["team", "score_hundredths", "grade"]);
    let reader = builder.with_projection(mask).with_batch_size(ROWS_AT_A_TIME).build()?;

    let mut columns = Columns {
        first_unit,
        units,
        team: vec![NONE; units * YEARS],
        score: vec![NO_SCORE; units * YEARS],
        grade: vec![NONE; units * YEARS],
        happened: vec![Happened::default(); units * YEARS],
    };
    let lowest = (piece * 3) as i8;
    let mut unit = 0;
    for batch in reader {
        let batch = batch?;
        if batch.num_rows() % YEARS != 0 {
            return Err("a batch ends within a unit".into());
        }
        let here = batch.num_rows() / YEARS;
        let teams = column(&batch, "team")?.as_primitive::<Int8Type>();
        let scores = column(&batch, "score_hundredths")?.as_primitive::<Int32Type>();
        let grades = column(&batch, "grade")?.as_primitive::<Int8Type>();
        turn(teams.values(), teams.nulls(), here, units, unit, &mut columns.team, |team| (team - lowest) as u8, NONE);
        turn(scores.values(), scores.nulls(), here, units, unit, &mut columns.score, |score| score, NO_SCORE);
        turn(grades.values(), grades.nulls(), here, units, unit, &mut columns.grade, |grade| grade as u8, NONE);
        unit += here;
    }

    for batch in incidents(folder, piece)? {
        let batch = batch?;
        let whom = column(&batch, "unit")?.as_primitive::<Int32Type>();
        let days = column(&batch, "day")?.as_primitive::<Date32Type>();
        let severities = column(&batch, "severity")?.as_primitive::<Int8Type>();
        for row in 0..batch.num_rows() {
            let day = days.value(row);
            // Exact but for the first days after a leap year's end, which one step back mends.
            let mut year = ((day - FIRST_DAYS[0]) / 365).clamp(0, YEARS as i32 - 1) as usize;
            while day < FIRST_DAYS[year] {
                year -= 1;
            }
            let at = year * units + (whom.value(row) as u32 - first_unit) as usize;
            columns.happened[at].add(if severities.is_null(row) { NONE } else { severities.value(row) as u8 });
        }
    }
    Ok(columns)
}

fn incidents(folder: &Path, piece: usize) -> Result<ParquetRecordBatchReader, Failure> {
    let file = File::open(folder.join(format!("incident-{piece}.parquet")))?;
    Ok(ParquetRecordBatchReaderBuilder::try_new(file)?.with_batch_size(ROWS_AT_A_TIME).build()?)
}

fn column<'a>(batch: &'a RecordBatch, name: &str) -> Result<&'a dyn Array, Failure> {
    Ok(batch.column_by_name(name).ok_or(format!("no column {name}"))?.as_ref())
}

/// Rows by unit, then year, into a column by year, then unit.
#[allow(clippy::too_many_arguments)]
fn turn<Value: Copy, Kept: Copy>(
    values: &[Value],
    nulls: Option<&arrow_buffer::NullBuffer>,
    here: usize,
    units: usize,
    unit: usize,
    into: &mut [Kept],
    keep: impl Fn(Value) -> Kept,
    none: Kept,
) {
    for year in 0..YEARS {
        let kept = &mut into[year * units + unit..][..here];
        for (kept, value) in kept.iter_mut().zip(values[year..].iter().step_by(YEARS)) {
            *kept = keep(*value);
        }
    }
    if let Some(nulls) = nulls {
        for at in (0..nulls.len()).filter(|at| nulls.is_null(*at)) {
            into[at % YEARS * units + unit + at / YEARS] = none;
        }
    }
}

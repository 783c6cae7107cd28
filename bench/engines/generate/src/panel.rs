//! Parquet files for the peers, in the form that is kindest to them.
//!
//! `panel-N.parquet` has a row for each unit of jurisdiction N and each year, by unit, then year, those without assessment too (their group
//! is null): no engine has to find out which rows are missing. The score stands there twice, as DECIMAL(6, 2) and in hundredths; each
//! engine reads the one that it is faster with. `incident-N.parquet` is by unit, then day. What the rows are of stands in the files' own metadata.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use arrow_array::builder::{Date32Builder, Decimal128Builder, Int8Builder, Int16Builder, Int32Builder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::metadata::{KeyValue, SortingColumn};
use parquet::file::properties::WriterProperties;
use rows::shape::{FIRST_YEAR, YEARS};
use rows::{History, Shape};

use crate::Failure;

/// Units told at a time. Their rows make one row group, twice as large as DuckDB's own.
const UNITS_AT_A_TIME: u32 = 24_576;
/// The first of January of the first year, in days since 1970.
const FIRST_DAY: i32 = 15_340;

pub fn write(shape: &Shape, folder: &Path) -> Result<(), Failure> {
    let next = AtomicU32::new(0);
    let threads = std::thread::available_parallelism()?.get().min(shape.jurisdictions as usize);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| -> Result<(), Failure> {
                    loop {
                        let jurisdiction = next.fetch_add(1, Ordering::Relaxed);
                        if jurisdiction >= shape.jurisdictions {
                            return Ok(());
                        }
                        jurisdiction_files(shape, jurisdiction, folder)?;
                    }
                })
            })
            .collect();
        workers.into_iter().try_for_each(|worker| worker.join().map_err(|_| "a writer has panicked")?)
    })
}

fn jurisdiction_files(shape: &Shape, jurisdiction: u32, folder: &Path) -> Result<(), Failure> {
    let first_unit = shape.first_unit(jurisdiction);
    let panel_schema: SchemaRef = Arc::new(Schema::new(vec![
        Field::new("unit", DataType::Int32, false),
        Field::new("year", DataType::Int16, false),
        Field::new("team", DataType::Int8, true),
        Field::new("score", DataType::Decimal128(6, 2), true),
        Field::new("score_hundredths", DataType::Int32, true),
        Field::new("grade", DataType::Int8, true),
    ]));
    let incident_schema: SchemaRef = Arc::new(Schema::new(vec![
        Field::new("unit", DataType::Int32, false),
        Field::new("day", DataType::Date32, false),
        Field::new("severity", DataType::Int8, true),
    ]));
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_max_row_group_row_count(Some(UNITS_AT_A_TIME as usize * YEARS))
        .set_sorting_columns(Some((0..2).map(|column_idx| SortingColumn { column_idx, descending: false, nulls_first: false }).collect()))
        .set_key_value_metadata(Some(vec![
            KeyValue::new("first_unit".to_owned(), first_unit.to_string()),
            KeyValue::new("units".to_owned(), shape.units.to_string()),
            KeyValue::new("first_year".to_owned(), FIRST_YEAR.to_string()),
            KeyValue::new("years".to_owned(), YEARS.to_string()),
        ]))
        .build();
    let panel_file = File::create(folder.join(format!("panel-{jurisdiction}.parquet")))?;
    let incident_file = File::create(folder.join(format!("incident-{jurisdiction}.parquet")))?;
    let mut panel = ArrowWriter::try_new(panel_file, panel_schema.clone(), Some(properties.clone()))?;
    let mut incident = ArrowWriter::try_new(incident_file, incident_schema.clone(), Some(properties))?;
    let mut history = History::default();
    let mut from = 0;
    while from < shape.units {
        let to = (from + UNITS_AT_A_TIME).min(shape.units);
        let (mut unit_column, mut year_column) = (Int32Builder::new(), Int16Builder::new());
        let (mut team, mut grade) = (Int8Builder::new(), Int8Builder::new());
        let mut score = Decimal128Builder::new().with_precision_and_scale(6, 2)?;
        let mut hundredths = Int32Builder::new();
        let (mut whom, mut day, mut severity) = (Int32Builder::new(), Date32Builder::new(), Int8Builder::new());
        for unit in first_unit + from..first_unit + to {
            history.tell(shape, unit);
            for (year, assessment) in history.years.iter().enumerate() {
                unit_column.append_value(unit as i32);
                year_column.append_value(FIRST_YEAR as i16 + year as i16);
                team.append_option(assessment.map(|assessment| assessment.group as i8));
                grade.append_option(assessment.and_then(|assessment| assessment.grade).map(|grade| grade as i8));
                let number = assessment.and_then(|assessment| assessment.score);
                score.append_option(number.map(i128::from));
                hundredths.append_option(number);
            }
            for told in &history.incidents {
                whom.append_value(unit as i32);
                day.append_value(first_day_of(told.year) + i32::from(told.day));
                severity.append_option(told.severity.map(|severity| severity as i8));
            }
        }
        let columns: Vec<ArrayRef> = vec![
            Arc::new(unit_column.finish()),
            Arc::new(year_column.finish()),
            Arc::new(team.finish()),
            Arc::new(score.finish()),
            Arc::new(hundredths.finish()),
            Arc::new(grade.finish()),
        ];
        panel.write(&RecordBatch::try_new(panel_schema.clone(), columns)?)?;
        let columns: Vec<ArrayRef> = vec![Arc::new(whom.finish()), Arc::new(day.finish()), Arc::new(severity.finish())];
        incident.write(&RecordBatch::try_new(incident_schema.clone(), columns)?)?;
        from = to;
    }
    panel.close()?;
    incident.close()?;
    Ok(())
}

/// In days since 1970.
fn first_day_of(year: u8) -> i32 {
    // Of the ten years 2012, 2016 and 2020 are leap years.
    FIRST_DAY + 365 * i32::from(year) + (i32::from(year) + 3) / 4
}

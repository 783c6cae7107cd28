//! How fast a snapshot of many unit-years is written and read: `cargo bench -p quanheng-snapshot`, `ROWS=10000000` by default.
//!
//! One table: entity, 年度, a grade and a decimal score, 30 jurisdictions, 10 years each; read from disk in one and two threads, each part
//! checked against its hash. Printed is the median of five.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::cast_possible_truncation,
    reason = "a measurement reads a clock and files, and may stop at the first surprise"
)]

use std::fs;
use std::os::unix::fs::FileExt as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use quanheng_facts::columns::{Column, DatedTexts, EVER, EntityColumns, FactColumns, Spans, Strings, TableColumns, Values};
use quanheng_facts::example_schema::schema;
use quanheng_facts::problem::Bilingual;
use quanheng_facts::schema::{ColumnId, Schema, TableId};
use quanheng_snapshot::manifest::Made;
use quanheng_snapshot::{Snapshot, Source, Wanted, write};

const YEARS: usize = 10;
const JURISDICTIONS: usize = 30;

struct Folder(PathBuf);

impl Source for Folder {
    fn size(&self, name: &str) -> Result<Option<u64>, Bilingual> {
        Ok(fs::metadata(self.0.join(name)).ok().map(|about| about.len()))
    }

    fn read(&self, name: &str, from: u64, length: usize) -> Result<Vec<u8>, Bilingual> {
        let mut bytes = vec![0; length];
        fs::File::open(self.0.join(name)).unwrap().read_exact_at(&mut bytes, from).unwrap();
        Ok(bytes)
    }
}

/// The table 监测考评 of the example schema, and its units.
fn facts(schema: &Schema, rows: usize) -> FactColumns {
    let units = rows / YEARS;
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    let mut ids = Strings::default();
    for unit in 0..units {
        ids.push(&format!("P{:02}:{unit:08}", unit * JURISDICTIONS / units)).unwrap();
    }
    let none = DatedTexts { ends: vec![0; units], ..DatedTexts::default() };
    let mut entities = EntityColumns {
        ids: Some(ids),
        kinds: vec![2; units],
        exists: Spans::of(vec![EVER; units], None, None),
        names: Some(none.clone()),
        codes: Some(none),
        ..EntityColumns::default()
    };
    entities.part().unwrap();
    let whole = |values| Some(Column { values, filled: None, upper: None });
    let digits: Vec<i64> = (0..rows).map(|_| 40_000_000 + i64::try_from(next(60_000)).unwrap() * 1000).collect();
    let ranks: Vec<u8> = (0..rows).map(|_| u8::try_from(next(2)).unwrap()).collect();
    let zeroes = vec![0_i64; rows];
    let mut tables: Vec<Option<TableColumns>> = Vec::new();
    for (at, table) in schema.tables.iter().enumerate() {
        let nothing = |ty, many| whole(Values::of(ty, many, &schema.enums, &[]).unwrap());
        tables.push(Some(TableColumns {
            keys: table
                .keys
                .iter()
                .map(|key| Values::of(&quanheng_facts::columns::type_of_key(&key.ty), false, &schema.enums, &[]).unwrap())
                .collect(),
            columns: table.columns.iter().map(|column| nothing(&column.ty, column.many_values)).collect(),
            ..TableColumns::default()
        }));
        if at == 0 {
            tables[0] = Some(TableColumns {
                rows,
                keys: vec![
                    Values::Entity((0..rows).map(|row| (row / YEARS) as u32).collect()),
                    Values::Year((0..rows).map(|row| 2010 + (row % YEARS) as i16).collect()),
                ],
                columns: vec![
                    whole(Values::Decimal { scale: 6, digits: digits.clone() }),
                    whole(Values::Decimal { scale: 0, digits: zeroes.clone() }),
                    whole(Values::Rank8(vec![0; rows])),
                    whole(Values::Rank8(ranks.clone())),
                ],
                ..TableColumns::default()
            });
        }
    }
    FactColumns { entities, tables, ..FactColumns::default() }
}

/// Processor time that this process has used, in hundredths of a second.
fn processor() -> u64 {
    let said = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = said.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    [11, 12].iter().filter_map(|at| fields.get(*at)?.parse::<u64>().ok()).sum()
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64()
}

fn main() {
    let rows: usize = std::env::var("ROWS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(10_000_000);
    let schema = schema();
    let columns = facts(&schema, rows);
    let started = Instant::now();
    let written = write(&schema, &columns, Made::default(), Vec::new()).unwrap();
    println!("{rows} rows: made into bytes in {:.2} s", started.elapsed().as_secs_f64());
    let folder = std::env::temp_dir().join(format!("quanheng-snapshot-bench-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    for (name, bytes) in &written.files {
        fs::write(folder.join(name), bytes).unwrap();
    }
    let bytes: usize = written.files.iter().map(|(_, bytes)| bytes.len()).sum();
    println!("{} kB, {} bytes for 100 rows", bytes / 1000, bytes * 100 / rows);
    drop(written);
    let source = Folder(folder.clone());
    let of = |ids: &[u32]| Some([(TableId(0), ids.iter().map(|id| ColumnId(*id)).collect())].into());
    let four = Wanted { tables: of(&[0, 3]), without_origins: true, without_names: true, ..Wanted::default() };
    let one = Wanted { jurisdictions: Some(7..8), ..four.clone() };
    let none = Wanted { tables: Some([].into()), ..four.clone() };
    for (what, wanted) in [("the entities alone", &none), ("entity, year, grade, score", &four), ("the same, one jurisdiction of 30", &one)]
    {
        for threads in [1, 2] {
            let run = || {
                let started = Instant::now();
                let snapshot = Snapshot::open(&source).unwrap();
                let read = snapshot.facts(&schema, wanted, threads).unwrap();
                let took = started.elapsed();
                if let (Some(all), Some(read), None) = (&columns.tables[0], &read.tables[0], &wanted.jurisdictions) {
                    assert!(read.keys == all.keys && read.columns[0] == all.columns[0]);
                }
                took
            };
            let before = processor();
            let wall = median((0..5).map(|_| run()).collect());
            // What is compared afterwards counts in the processor time, too.
            println!("{what}: {threads} thread(s) {wall:.3} s; processor {} ms each", (processor() - before) * 2);
        }
    }
    fs::remove_dir_all(&folder).unwrap();
}

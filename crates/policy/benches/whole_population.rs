//! The interpreter beside whole populations: facts over columns, of which it works out a few rows.
//!
//! `UNITS=1000000 cargo bench -p quanheng-policy`; without UNITS few, as a test. Ten years each, the policy of `bench/pack`, data made up
//! here. Printed is what it takes to stand over the columns, to find a row, and to work out rows here and there; with KEPT also what the
//! same facts take as kept rows.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a bench stops at the first surprise")]
#![expect(clippy::disallowed_methods, reason = "a bench reads its pack, the clock and what memory it has")]

use std::path::Path;
use std::time::Instant;

use quanheng_facts::columns::{Column, EVER, EntityColumns, FactColumns, Spans, Strings, TableColumns, Values, type_of_key};
use quanheng_facts::decision::Judged;
use quanheng_facts::fact::{Confirmation, Facts};
use quanheng_facts::origin::Origin;
use quanheng_facts::schema::{Schema, TableId};
use quanheng_facts::value::{EntityIx, KindId, Value, Year};
use quanheng_policy::check::check;
use quanheng_policy::finding::Instance;
use quanheng_policy::interpret::{Choice, Interpreter};
use quanheng_policy::pack::{PackSource, PackText};

const YEARS: std::ops::RangeInclusive<i16> = 2012..=2021;

fn source() -> PackSource {
    let folder = format!("{}/../../bench/pack", env!("CARGO_MANIFEST_DIR"));
    let files = ["pack.toml", "tables.md", "law/10-考核奖惩办法.md"];
    let read = |name: &str| (name.to_owned(), std::fs::read_to_string(Path::new(&folder).join(name)).unwrap());
    let files = files.into_iter().map(read).collect();
    quanheng_policy::source::read_pack(&PackText { folder, files }).0
}

struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }
}

fn of_name(schema: &Schema, name: &str) -> usize {
    schema.tables.iter().position(|t| t.name == name).unwrap()
}

fn whole(values: Values) -> Option<Column> {
    Some(Column { values, filled: None, upper: None })
}

fn columns(schema: &Schema, units: usize) -> FactColumns {
    let mut random = Random(7);
    let kind = u16::try_from(schema.kinds.iter().position(|k| k.name == "县区").unwrap()).unwrap();
    let event = u16::try_from(schema.kinds.iter().position(|k| k.record.is_some()).unwrap()).unwrap();
    let events = units / 2;
    let mut ids = Strings::default();
    (0..units).for_each(|at| ids.push(&format!("CN-XX:u{at:07}")).unwrap());
    (0..events).for_each(|at| ids.push(&format!("CN-XX:v{at:07}")).unwrap());
    let day = |at: usize| 15_340 + i32::try_from(at % 3_650).unwrap();
    let days = (0..units).map(|_| EVER).chain((0..events).map(day)).collect();
    let mut entities = EntityColumns {
        ids: Some(ids),
        kinds: (0..units).map(|_| kind).chain((0..events).map(|_| event)).collect(),
        exists: Spans::of(days, None, None),
        ..EntityColumns::default()
    };
    entities.part().unwrap();
    let years = YEARS.count();
    let rows = units * years;
    let groups: Vec<u8> = (0..units).map(|_| u8::try_from(random.below(30)).unwrap()).collect();
    let mut tables: Vec<Option<TableColumns>> = Vec::new();
    for (at, table) in schema.tables.iter().enumerate() {
        let made = if at == of_name(schema, "考核") {
            TableColumns {
                rows,
                keys: vec![
                    Values::Entity((0..units).flat_map(|unit| std::iter::repeat_n(u32::try_from(unit).unwrap(), years)).collect()),
                    Values::Year((0..units).flat_map(|_| YEARS).collect()),
                ],
                columns: vec![
                    whole(Values::Rank8(groups.iter().flat_map(|group| std::iter::repeat_n(*group, years)).collect())),
                    whole(Values::Decimal { scale: 2, digits: (0..rows).map(|_| i64::try_from(random.below(100_001)).unwrap()).collect() }),
                    whole(Values::Rank8((0..rows).map(|_| u8::try_from(random.below(4)).unwrap()).collect())),
                ],
                ..TableColumns::default()
            }
        } else if at == of_name(schema, "事故") {
            let column = |name: &str| match name {
                "县区" => whole(Values::Entity((0..events).map(|at| u32::try_from(at * 2).unwrap()).collect())),
                "发生日" => whole(Values::Day((0..events).map(day).collect())),
                _ => whole(Values::Rank8((0..events).map(|at| u8::try_from(at % 4).unwrap()).collect())),
            };
            TableColumns {
                rows: events,
                keys: vec![Values::Entity((units..units + events).map(|at| u32::try_from(at).unwrap()).collect())],
                columns: table.columns.iter().map(|c| column(&c.name)).collect(),
                ..TableColumns::default()
            }
        } else {
            TableColumns {
                keys: table.keys.iter().map(|k| Values::of(&type_of_key(&k.ty), false, &schema.enums, &[]).unwrap()).collect(),
                columns: table.columns.iter().map(|_| None).collect(),
                ..TableColumns::default()
            }
        };
        tables.push(Some(made));
    }
    let origin =
        Origin { file: "made".into(), sheet: None, row: 1, column: 1, text: String::new(), source: None, entered_by: None, known_on: None };
    let sign = |(name, year): (&str, i16)| Confirmation {
        table: TableId(u32::try_from(of_name(schema, name)).unwrap()),
        year: Some(Year(year)),
        scope: Vec::new(),
        body: "省".into(),
        signed_on: None,
        origin: origin.clone(),
    };
    let confirmations = YEARS.flat_map(|year| [("考核", year), ("事故", year)]).map(sign).collect();
    FactColumns { entities, tables, confirmations, judged: Vec::<Judged>::new(), ..FactColumns::default() }
}

/// Megabytes in use now.
fn memory() -> u64 {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    text.split(' ').nth(1).and_then(|pages| pages.parse::<u64>().ok()).unwrap_or(0) * 4 / 1024
}

fn main() {
    let units = std::env::var("UNITS").ok().and_then(|n| n.parse().ok()).unwrap_or(200_usize);
    let (checked, _) = check(&[source()]);
    let program = checked.expect("the pack checks").program;
    let schema = &program.schema;
    let table = TableId(u32::try_from(of_name(schema, "考核")).unwrap());
    let score = schema.table(table).unwrap().column_named("得分").unwrap();
    let timed = |what: &str, began: Instant, each: usize| {
        let all = began.elapsed();
        println!("{:>9} µs  {what}; {} ns each", all.as_micros(), all.as_nanos() / u128::try_from(each.max(1)).unwrap_or(1));
    };
    println!("{units} units, {} rows; {} MB", units * 10, memory());
    let columns = columns(schema, units);
    println!("{:>9} MB  with the columns", memory());
    let copy = std::env::var_os("KEPT").map(|_| columns.clone());

    let began = Instant::now();
    let facts = columns.into_facts_over(schema).unwrap();
    timed("to stand over them", began, 1);
    let began = Instant::now();
    let kind = KindId(u32::try_from(schema.kinds.iter().position(|k| k.name == "县区").unwrap()).unwrap());
    let members = facts.entities.members(schema, kind, Year(2016));
    timed("members of a kind in a year", began, members.len());
    assert_eq!(members.len(), units);
    let began = Instant::now();
    let found = facts.years(schema).len();
    timed("years", began, found);
    let began = Instant::now();
    assert_eq!(facts.years(schema).len(), found);
    timed("years again", began, 1);
    let began = Instant::now();
    let reads = 100_000;
    let mut random = Random(3);
    for _ in 0..reads {
        let at = u32::try_from(random.below(units as u64)).unwrap();
        let key = [Value::Entity(EntityIx(at)), Value::Year(Year(2012 + i16::try_from(random.below(10)).unwrap()))];
        let row = facts.rows_for(table, &key, score, None).next().unwrap();
        assert!(Facts::cell(&row, score).is_some());
    }
    timed("a cell of a row here and there", began, reads);
    let began = Instant::now();
    let rows = facts.rows_for(table, &[], score, None).count();
    timed("one column of every row", began, rows);
    println!("{:>9} MB  so far", memory());

    let interpreter = Interpreter::new(&program, &facts, Choice::default());
    for name in ["考核调整", "事故调整"] {
        let id = *program.results.iter().find(|id| program.variables[id.at()].name.ends_with(name)).unwrap();
        let ask = 1_000;
        let mut asked = |interpreter: &Interpreter<'_>| {
            for _ in 0..ask {
                let entity = EntityIx(u32::try_from(random.below(units as u64)).unwrap());
                let year = Year(2012 + i16::try_from(random.below(10)).unwrap());
                std::hint::black_box(interpreter.finding(Instance::of(id, Some(entity), year)));
            }
        };
        let began = Instant::now();
        asked(&interpreter);
        timed(&format!("{name} of a thousand rows here and there"), began, ask);
        let began = Instant::now();
        asked(&interpreter);
        timed(&format!("{name} of a thousand others"), began, ask);
    }
    println!("{:>9} MB  afterwards", memory());
    if let Some(columns) = copy {
        let before = memory();
        let began = Instant::now();
        let entities = columns.entities.to_entities().unwrap();
        timed("entities as a list", began, entities.len());
        println!("{:>9} MB  for the list", memory() - before);
        drop(entities);
        let before = memory();
        let began = Instant::now();
        let kept = columns.to_facts(schema).unwrap();
        timed("rows that are kept", began, rows);
        println!("{:>9} MB  for them", memory() - before);
        let began = Instant::now();
        let mut random = Random(3);
        for _ in 0..reads {
            let at = u32::try_from(random.below(units as u64)).unwrap();
            let key = [Value::Entity(EntityIx(at)), Value::Year(Year(2012 + i16::try_from(random.below(10)).unwrap()))];
            let row = kept.rows_for(table, &key, score, None).next().unwrap();
            assert!(Facts::cell(&row, score).is_some());
        }
        timed("a cell of a kept row here and there", began, reads);
    }
}

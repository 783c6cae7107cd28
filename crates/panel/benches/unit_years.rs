//! The policy of `bench/pack` over unit-years made up here: how long the panel takes for each column, everything in memory.
//!
//! `UNITS=100000 cargo bench -p quanheng-panel`; without UNITS few, as a test.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a bench stops at the first surprise")]
#![expect(clippy::disallowed_methods, reason = "a bench reads its pack and the clock")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use quanheng_facts::columns::FactColumns;
use quanheng_facts::entity::{Dated, Entities, Entity};
use quanheng_facts::exact::Exact;
use quanheng_facts::fact::{Cell, Confirmation, Facts, Held, Row};
use quanheng_facts::origin::Origin;
use quanheng_facts::schema::{Schema, TableId};
use quanheng_facts::value::{EntityIx, KindId, Value, Year};
use quanheng_panel::Panel;
use quanheng_policy::check::check;
use quanheng_policy::finding::Instance;
use quanheng_policy::interpret::{Choice, Interpreter};
use quanheng_policy::pack::{PackSource, PackText};

fn source() -> PackSource {
    let folder = std::env::var("PACK").unwrap_or_else(|_| format!("{}/../../bench/pack", env!("CARGO_MANIFEST_DIR")));
    let read = |name: &str| std::fs::read_to_string(Path::new(&folder).join(name)).unwrap();
    let mut files = Vec::new();
    for below in ["", "law"] {
        let mut names: Vec<String> = std::fs::read_dir(Path::new(&folder).join(below))
            .unwrap()
            .map(|entry| entry.unwrap())
            .filter(|entry| entry.path().extension().is_some_and(|e| e == "md" || e == "toml"))
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        for name in names {
            let path = if below.is_empty() { name } else { format!("{below}/{name}") };
            let text = read(&path);
            files.push((path, text));
        }
    }
    quanheng_policy::source::read_pack(&PackText { folder, files }).0
}

fn origin() -> Origin {
    Origin { file: Arc::from("made"), sheet: None, row: 1, column: 1, text: String::new(), source: None, entered_by: None, known_on: None }
}

/// Numbers that are the same for the same seed.
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

const YEARS: std::ops::RangeInclusive<i16> = 2012..=2021;

fn facts(schema: &Schema, units: usize, ragged: bool) -> Facts {
    let mut random = Random(7);
    let kind = KindId(u32::try_from(schema.kinds.iter().position(|k| k.name == "县区").unwrap()).unwrap());
    let table = |name: &str| {
        let at = schema.tables.iter().position(|t| t.name == name).unwrap();
        (TableId(u32::try_from(at).unwrap()), &schema.tables[at])
    };
    let (assessed, assessed_schema) = table("考核");
    let (accident, accident_schema) = table("事故");
    let event = accident_schema.record_kind().unwrap();
    let unit = |at: usize| Entity {
        id: format!("SL:u{at:07}"),
        kind,
        names: Vec::new(),
        codes: Vec::new(),
        superior: None,
        exists: Dated::always(),
    };
    let mut list: Vec<Entity> = (0..units).map(unit).collect();
    let mut events = Vec::new();
    for at in 0..units {
        for year in YEARS {
            if random.below(20) == 0 {
                for _ in 0..=random.below(2) {
                    let day = Year(year)
                        .first_day()
                        .unwrap()
                        .checked_add(jiff::Span::new().days(i64::try_from(random.below(365)).unwrap()))
                        .unwrap();
                    list.push(Entity {
                        id: format!("SL:v{:08}", events.len()),
                        kind: event,
                        exists: Dated::within(Some(day), Some(day)),
                        ..unit(0)
                    });
                    events.push((at, day, random.below(4), ragged && random.below(50) == 0));
                }
            }
        }
    }
    let mut facts = Facts::new(Entities::new(list, &BTreeMap::new()));
    let exact = |value: Value| Some(Cell { held: Held::Exactly(value), origin: origin() });
    let ty = |schema: &quanheng_facts::schema::TableSchema, name: &str| {
        let column = schema.columns.iter().find(|c| c.name == name).unwrap();
        let quanheng_facts::value::Type::Enum(id) = column.ty else { panic!("{name} is no enum") };
        id
    };
    let (group_enum, grade_enum, severity) = (ty(assessed_schema, "队组"), ty(assessed_schema, "等次"), ty(accident_schema, "等级"));
    let index = |at: usize| EntityIx(u32::try_from(at).unwrap());
    for at in 0..units {
        let mut group = random.below(30);
        for year in YEARS {
            if ragged && random.below(100) == 0 {
                group = random.below(30);
            }
            if ragged && random.below(50) == 0 {
                continue;
            }
            let score = (!ragged || random.below(100) > 0).then(|| i128::from(random.below(100_001)));
            let grade = u32::try_from(random.below(4)).unwrap();
            let cells = vec![
                exact(Value::Enum(group_enum, u32::try_from(group).unwrap())),
                score.and_then(|s| exact(Value::Number(Exact::decimal(s, 2).unwrap()))),
                exact(Value::Enum(grade_enum, grade)),
            ];
            let keys = vec![Value::Entity(index(at)), Value::Year(Year(year))];
            facts.insert(assessed, Row { keys, cells, origin: origin(), replaced: Vec::new() });
        }
    }
    for (nth, (at, day, grade, unknown)) in events.into_iter().enumerate() {
        let cells = accident_schema
            .columns
            .iter()
            .map(|column| match column.name.as_str() {
                "县区" => exact(Value::Entity(index(at))),
                "发生日" => exact(Value::Date(day)),
                "等级" if !unknown => exact(Value::Enum(severity, u32::try_from(grade).unwrap())),
                _ => None,
            })
            .collect();
        let keys = vec![Value::Entity(index(units + nth))];
        facts.insert(accident, Row { keys, cells, origin: origin(), replaced: Vec::new() });
    }
    for year in YEARS {
        for table in [assessed, accident] {
            facts.confirm(Confirmation {
                table,
                year: Some(Year(year)),
                scope: Vec::new(),
                body: "省".into(),
                signed_on: None,
                origin: origin(),
            });
        }
    }
    facts
}

fn main() {
    let units = std::env::var("UNITS").ok().and_then(|n| n.parse().ok()).unwrap_or(60_usize);
    let pack = source();
    let (checked, _) = check(&[pack]);
    let program = checked.expect("the pack checks").program;
    for ragged in [false, true].into_iter().filter(|r| std::env::var("RAGGED").map_or(true, |w| w == r.to_string())) {
        let facts = facts(&program.schema, units, ragged);
        let mut asked: Vec<Instance> = Vec::new();
        for id in &program.results {
            for year in YEARS {
                asked.extend((0..units).map(|at| Instance::of(*id, Some(EntityIx(u32::try_from(at).unwrap())), Year(year))));
            }
        }
        let columns = FactColumns::of(&program.schema, &facts).expect("facts are columns");
        let over = columns.into_facts_over(&program.schema).expect("columns are facts");
        let repeat = std::env::var("REPEAT").ok().and_then(|n| n.parse().ok()).unwrap_or(1_usize);
        for _ in 0..repeat {
            let panel = Panel::new(&program, &over, Choice::default());
            let began = Instant::now();
            let threads = std::env::var("THREADS").ok().and_then(|n| n.parse().ok()).unwrap_or(2_usize);
            panel.work_out(&program.results, YEARS.map(Year).collect::<Vec<_>>().as_slice(), threads);
            let worked = began.elapsed().as_micros();
            let mut sum = 0_i64;
            for id in &program.results {
                let years: Vec<Year> = YEARS.map(Year).collect();
                panel.rows(*id, &years, |row| sum = sum.wrapping_add(row.value.unwrap_or(-1)));
            }
            println!("{worked:>8} µs  worked out; sum {sum}");
            println!("{:>8} µs  in all, {units} units, ragged: {ragged}; {:?}", began.elapsed().as_micros(), panel.ways().counts());
        }
        let panel = Panel::new(&program, &over, Choice::default());
        if units <= 2_000 {
            let interpreter = Interpreter::new(&program, &facts, Choice::default());
            let apart =
                asked.iter().zip(panel.findings(&asked)).filter(|(instance, found)| interpreter.finding(**instance) != *found).count();
            assert_eq!(apart, 0, "rows apart");
        }
    }
}

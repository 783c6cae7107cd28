//! 判定表 of 3,700 rows over unit-years made up here: how many lookups a second. The pack is written, checked and lowered like any other;
//! a part of the unit-years is held against the interpreter, and all of them against a sum worked out by hand.
//!
//! `UNITS=100000 cargo bench -p quanheng-panel --bench lookups`; without UNITS few, as a test.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a bench stops at the first surprise")]
#![expect(clippy::disallowed_methods, reason = "a bench reads its sizes and the clock")]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;
use std::time::Instant;

use quanheng_facts::columns::FactColumns;
use quanheng_facts::entity::{Dated, Entities, Entity};
use quanheng_facts::exact::Exact;
use quanheng_facts::fact::{Cell, Facts, Held, Row};
use quanheng_facts::origin::Origin;
use quanheng_facts::problem::Severity;
use quanheng_facts::schema::{Schema, TableId};
use quanheng_facts::value::{EntityIx, KindId, Type, Value, Year};
use quanheng_panel::Panel;
use quanheng_policy::check::check;
use quanheng_policy::finding::Instance;
use quanheng_policy::interpret::{Choice, Interpreter};
use quanheng_policy::ir::VariableId;
use quanheng_policy::pack::PackText;

const MANIFEST: &str = r#"id = "bench-lookups"
title = "示例省分档补助办法（虚构，只作测速）"
issuer = "示例省委（虚构）"
region = "示例省"
version = "1.0.0"
language = 1
in_force = { from = "2012-01" }
sources = ["虚构"]
results = ["县区.补助", "县区.加分"]
"#;

/// 10 groups × 10 kinds of office × 37 bands of a score.
const GROUPS: u32 = 10;
const OFFICES: u32 = 10;
const BANDS: i64 = 37;

fn names(stem: &str, count: u32) -> Vec<String> {
    (0..count)
        .map(|at| format!("{stem}{}", ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"][usize::try_from(at).unwrap()]))
        .collect()
}

/// From which score a band reaches to which: 0.00, 27.03, 54.06 and so on.
fn edge(band: i64) -> i64 {
    band * 2703
}

fn written(number: i64) -> String {
    format!("{}.{:02}", number / 100, number % 100)
}

/// What a row gives: each another sum.
fn given(group: u32, office: u32, band: i64) -> i64 {
    1000 + (i64::from(group) * 10 + i64::from(office)) * BANDS + band
}

fn law() -> String {
    let (groups, offices) = (names("组", GROUPS), names("类", OFFICES));
    let mut law = "# 示例省分档补助办法\n\n## 第一条 补助 {#第一条}\n\n按组别、类别和得分分档补助，见下表。\n\n".to_owned();
    let table = |law: &mut String, head: &str, unit: &str| {
        writeln!(law, "```规则\n{head}，见下表\n```\n\n| 结果 | 考核.组别 | 考核.类别 | 考核.得分 |\n|---|---|---|---|").unwrap();
        for (at, group) in (0_u32..).zip(&groups) {
            for (of, office) in (0_u32..).zip(&offices) {
                for band in 0..BANDS {
                    let cell = match band {
                        0 => format!("< {}", written(edge(1))),
                        _ if band == BANDS - 1 => format!("≥ {}", written(edge(band))),
                        _ => format!("≥ {}，< {}", written(edge(band)), written(edge(band + 1))),
                    };
                    writeln!(law, "| {}{unit} | {group} | {office} | {cell} |", given(at, of, band)).unwrap();
                }
            }
        }
        law.push('\n');
    };
    table(&mut law, "判定表 县区.补助（年度）：金额，取 唯一", "元");
    table(&mut law, "判定表 县区.加分（年度）：整数，取 全部", "");
    law
}

fn tables() -> String {
    let (groups, offices) = (names("组", GROUPS).join("、"), names("类", OFFICES).join("、"));
    format!(
        "```规则\n实体 县区\n\n枚举 队组：{groups}\n\n枚举 类别：{offices}\n\n事实 考核（县区，年度），见下表\n```\n\n| 栏 | 类型 |\n|---|---|\n| 组别 | 队组 |\n| 类别 | 类别 |\n| 得分 | 小数(2)，0 至 1000 |\n"
    )
}

fn number(name: &str, otherwise: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// Numbers that are the same for the same seed.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        u32::try_from((z ^ (z >> 31)) % u64::from(n)).unwrap()
    }
}

const YEARS: std::ops::RangeInclusive<i16> = 2012..=2021;

/// Unit-years, and what the rows give for all of them together.
fn facts(schema: &Schema, units: usize) -> (Facts, i64) {
    let mut random = Random(11);
    let kind = KindId(u32::try_from(schema.kinds.iter().position(|k| k.name == "县区").unwrap()).unwrap());
    let at = schema.tables.iter().position(|t| t.name == "考核").unwrap();
    let (table, of) = (TableId(u32::try_from(at).unwrap()), &schema.tables[at]);
    let enum_of = |name: &str| match of.columns.iter().find(|c| c.name == name).unwrap().ty {
        Type::Enum(id) => id,
        _ => panic!("{name} is no enum"),
    };
    let (group_enum, office_enum) = (enum_of("组别"), enum_of("类别"));
    let unit = |at: usize| Entity {
        id: format!("SL:u{at:07}"),
        kind,
        names: Vec::new(),
        codes: Vec::new(),
        superior: None,
        exists: Dated::always(),
    };
    let mut facts = Facts::new(Entities::new((0..units).map(unit).collect(), &BTreeMap::new()));
    let origin = Origin {
        file: Arc::from("made"),
        sheet: None,
        row: 1,
        column: 1,
        text: String::new(),
        source: None,
        entered_by: None,
        known_on: None,
    };
    let exact = |value: Value| Some(Cell { held: Held::Exactly(value), origin: origin.clone() });
    let mut sum = 0;
    for at in 0..units {
        for year in YEARS {
            let (group, office, score) = (random.below(GROUPS), random.below(OFFICES), i64::from(random.below(100_001)));
            sum += given(group, office, (score / 2703).min(BANDS - 1));
            let cells = vec![
                exact(Value::Enum(group_enum, group)),
                exact(Value::Enum(office_enum, office)),
                exact(Value::Number(Exact::decimal(i128::from(score), 2).unwrap())),
            ];
            let keys = vec![Value::Entity(EntityIx(u32::try_from(at).unwrap())), Value::Year(Year(year))];
            facts.insert(table, Row { keys, cells, origin: origin.clone(), replaced: Vec::new() });
        }
    }
    (facts, sum)
}

fn main() {
    let units = number("UNITS", 40);
    let began = Instant::now();
    let files = [("pack.toml", MANIFEST.to_owned()), ("tables.md", tables()), ("law/10-办法.md", law())];
    let files = files.into_iter().map(|(path, text)| (path.to_owned(), text)).collect();
    let (pack, problems) = quanheng_policy::source::read_pack(&PackText { folder: "bench-lookups".to_owned(), files });
    let read = began.elapsed();
    let (checked, found) = check(&[pack]);
    for problem in problems.iter().chain(&found).filter(|problem| problem.severity == Severity::Error).take(5) {
        println!("{problem:?}");
    }
    let program = checked.expect("the pack checks").program;
    println!("{read:>12.0?}  read; with checking {:.0?}", began.elapsed());
    let (facts, sum) = facts(&program.schema, units);
    let over = FactColumns::of(&program.schema, &facts).expect("facts are columns");
    let over = over.into_facts_over(&program.schema).expect("columns are facts");
    let years: Vec<Year> = YEARS.map(Year).collect();
    let rows = units * years.len();
    for result in &program.results {
        let name = &program.variable(*result).unwrap().name;
        for _ in 0..number("REPEAT", 1) {
            let panel = Panel::new(&program, &over, Choice::default());
            let began = Instant::now();
            panel.work_out(&[*result], &years, number("THREADS", 1));
            let worked = began.elapsed();
            let mut found = 0;
            panel.rows(*result, &years, |row| found += row.value.unwrap_or(i64::MIN / 1_000_000_000));
            let rate = rows as u128 * 1_000_000 / worked.as_nanos().max(1);
            println!("{worked:>12.0?}  {name}: {rows} lookups, {rate} thousand a second; {:?}", panel.ways().counts());
            // Money is kept in 分.
            assert!(found == sum || found == sum * 100, "{found} instead of {sum}");
        }
    }
    let asked = |result: &VariableId| -> Vec<Instance> {
        let one = |at: usize| Instance::of(*result, Some(EntityIx(u32::try_from(at).unwrap())), Year(2016));
        (0..units.min(20)).map(one).collect()
    };
    let (panel, interpreter) = (Panel::new(&program, &over, Choice::default()), Interpreter::new(&program, &facts, Choice::default()));
    for result in &program.results {
        let asked = asked(result);
        let apart = asked.iter().zip(panel.findings(&asked)).filter(|(one, found)| interpreter.finding(**one) != *found).count();
        assert_eq!(apart, 0, "rows apart");
    }
}

//! Little worlds for tests: a pack from text, entities and facts made row by row.

use std::collections::BTreeMap;
use std::sync::Arc;

use quanheng_facts::entity::{Dated, Entities, Entity};
use quanheng_facts::exact::Exact;
use quanheng_facts::fact::{Cell, Facts, Held, Row};
use quanheng_facts::intake::{FactFile, Input, intake, read_entities};
use quanheng_facts::origin::Origin;
use quanheng_facts::problem::{Language, Problem, Severity};
use quanheng_facts::schema::TableId;
use quanheng_facts::value::{EntityIx, Value, Year};
use quanheng_policy::check::check;
use quanheng_policy::ir::Program;
use quanheng_policy::pack::PackText;
use quanheng_policy::source::read_pack;

/// A pack with these rules under one article; panics with every problem of severity error.
pub fn program(tables: &str, rules: &str) -> Program {
    tried(tables, rules).unwrap_or_else(|problems| {
        let told: Vec<String> = problems.iter().map(|p| p.render(Language::Chinese)).collect();
        panic!("{}\n\n{rules}", told.join("\n"))
    })
}

/// The same, or every problem of severity error.
pub fn tried(tables: &str, rules: &str) -> Result<Program, Vec<Problem>> {
    let manifest = "id = \"test\"\ntitle = \"试\"\nissuer = \"示例\"\nregion = \"示例省\"\nversion = \"0.1.0\"\nlanguage = 1\nbasis = []\n";
    let law = format!("# 办法\n\n## 第一条 试 {{#第一条}}\n\n试。\n\n```规则\n{rules}\n```\n");
    let files = vec![
        ("pack.toml".to_owned(), manifest.to_owned()),
        ("tables.md".to_owned(), format!("# 表\n\n## 表\n\n{tables}\n")),
        ("law/10-办法.md".to_owned(), law),
    ];
    let (source, mut problems) = read_pack(&PackText { folder: "packs/test".to_owned(), files });
    let (checked, more) = check(&[source]);
    problems.extend(more);
    problems.retain(|p| p.severity == Severity::Error);
    if problems.is_empty() { Ok(checked.expect("checked").program) } else { Err(problems) }
}

/// Entities 甲, 乙, 丙 … of the first kind, in that order.
pub fn entities(names: &[&str]) -> Entities {
    let list = names
        .iter()
        .enumerate()
        .map(|(at, name)| Entity {
            id: format!("X:{at:03}"),
            kind: quanheng_facts::value::KindId(0),
            names: vec![Dated { from: None, to: None, value: (*name).to_owned() }],
            codes: Vec::new(),
            superior: None,
            exists: Dated { from: None, to: None, value: () },
        })
        .collect();
    Entities::new(list, &BTreeMap::new())
}

pub fn origin() -> Origin {
    Origin {
        file: Arc::from("试.csv"),
        sheet: None,
        row: 2,
        column: 1,
        text: String::new(),
        source: None,
        entered_by: None,
        known_on: None,
    }
}

pub fn row(entity: u32, year: i16, values: Vec<Option<Value>>) -> Row {
    Row {
        keys: vec![Value::Entity(EntityIx(entity)), Value::Year(Year(year))],
        cells: values.into_iter().map(|v| v.map(|value| Cell { held: Held::Exactly(value), origin: origin() })).collect(),
        origin: origin(),
        replaced: Vec::new(),
    }
}

pub fn insert(facts: &mut Facts, table: u32, row: Row) {
    facts.insert(TableId(table), row);
}

pub fn number(n: i128) -> Value {
    Value::Number(Exact::integer(n))
}

/// A small, seeded source of chance: the same numbers each time.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Chance {
        Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x1234_5678_9ABC_DEF1)
    }

    pub fn below(&mut self, n: u64) -> u64 {
        // xorshift64*
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % n.max(1)
    }

    pub fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    pub fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[usize::try_from(self.below(list.len() as u64)).expect("small")]
    }

    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            let other = usize::try_from(self.below(at as u64 + 1)).expect("small");
            list.swap(at, other);
        }
    }
}

/// The facts of some CSV files about the entities of a register, as known on a day; and the problems, in Chinese.
pub fn read_facts(program: &Program, register: &str, files: &[(&str, &str)], known_on: Option<jiff::civil::Date>) -> (Facts, Vec<String>) {
    let book = |name: &str, text: &str| quanheng_sheet::read(name, text.as_bytes()).unwrap();
    let (entities, _) = read_entities(&[("单位.csv".to_owned(), book("单位.csv", register))], &program.schema);
    let files: Vec<FactFile> =
        files.iter().map(|(name, text)| FactFile { name: (*name).to_owned(), workbook: book(name, text), ..FactFile::default() }).collect();
    let (facts, problems) = intake(&Input { schema: &program.schema, entities, files: &files, unread_files: &[], known_on });
    (facts, problems.iter().map(|p| p.render(Language::Chinese)).collect())
}

//! A random world for a program: who there is, rows, signatures, judgements; values lie at the program's own edges, one step beside
//! them, and again and again on one another.
//!
//! In: a checked program and chance. It reads the schema and the literals, nothing else, and so serves any pack.

mod cells;
mod rows;

use std::collections::BTreeMap;

use jiff::civil::Date;
use quanheng_facts::entity::{Dated, PartialDate};
use quanheng_facts::schema::{KeyType, Schema, TableShape};
use quanheng_facts::value::{KindId, Type, Value, Year};
use quanheng_policy::interpret::Choice;
use quanheng_policy::ir::walk::{variable_roots, visit};
use quanheng_policy::ir::{ExprKind, Program};

use crate::chance::Chance;
use crate::edges::{Edges, edges};
use crate::world::{Being, Scope, Settled, Signed, Verdict, World};

/// Rows of facts at most.
pub const MOST_LINES: usize = 400;

/// How full a table is.
#[derive(Clone, Copy, Debug)]
struct Density {
    /// Rows that are there, in a hundred.
    rows: usize,
    /// Cells that may be empty and are not.
    cells: usize,
    /// Years that are signed.
    signed: usize,
}

pub(crate) struct Maker<'p> {
    program: &'p Program,
    schema: &'p Schema,
    edges: Edges,
    chance: Chance,
    world: World,
    /// Years for which there are rows: those asked for, and some before.
    years: Vec<Year>,
    /// The values that the cells of a column take.
    pools: BTreeMap<(u32, u32), Vec<Value>>,
    /// Everything is entered and signed.
    whole: bool,
}

/// A world for a program.
#[must_use]
pub fn world(program: &Program, seed: u64) -> World {
    let mut chance = Chance::new(seed ^ 0xDA7A);
    let whole = chance.percent(15);
    let mut maker = Maker {
        program,
        schema: &program.schema,
        edges: edges(program),
        chance,
        world: World::default(),
        years: Vec::new(),
        pools: BTreeMap::new(),
        whole,
    };
    maker.years();
    maker.beings();
    maker.lines();
    maker.matters();
    maker.signed();
    maker.verdicts();
    maker.settings();
    maker.unread();
    maker.choice();
    maker.world
}

impl Maker<'_> {
    fn years(&mut self) {
        let last = i16::try_from(self.chance.between(2014, 2017)).unwrap();
        let asked = i16::try_from(self.chance.weighted(&[0, 25, 45, 20, 5, 5])).unwrap();
        let before = i16::try_from(self.chance.weighted(&[25, 35, 25, 15])).unwrap();
        self.world.years = (last - asked + 1..=last).map(Year).collect();
        self.years = (last - asked + 1 - before..=last).map(Year).collect();
    }

    /// Entities of every kind that rows can be about.
    fn beings(&mut self) {
        let many = self.chance.one_in(60);
        for (at, kind) in self.schema.kinds.iter().enumerate() {
            let id = KindId(u32::try_from(at).unwrap());
            let told = self.schema.free_matters.iter().any(|f| f.other == id);
            if kind.record.is_some() || !kind.any_of.is_empty() || told {
                continue;
            }
            let is_wider = self.schema.kinds.iter().any(|k| k.of == Some(id));
            let is_above = self.schema.kinds.iter().any(|k| k.superior == Some(id));
            let count = match (is_wider, is_above, kind.superior.is_some()) {
                (true, _, _) => self.chance.below(3),
                (_, true, false) => self.chance.between(1, 3),
                _ if many && kind.superior.is_some() => 30,
                (_, true, true) => self.chance.between(2, 6),
                _ => self.chance.weighted(&[0, 2, 6, 12, 18, 20, 18, 10, 6, 4, 2, 1, 1]),
            };
            for n in 0..count {
                let above: Vec<usize> = match kind.superior {
                    Some(above) => {
                        let of = |b: &Being| self.schema.is_kind(b.kind, above);
                        (0..self.world.beings.len()).filter(|b| of(&self.world.beings[*b])).collect()
                    }
                    None => Vec::new(),
                };
                let superior = self.chance.maybe_of(&above).copied().filter(|_| self.chance.percent(90));
                let exists = self.exists();
                // The order of ids is not the order in which they are made.
                let shuffled = self.chance.below(90) + 10;
                self.world.beings.push(Being { id: format!("S:{}{shuffled}{n:02}", kind.name), kind: id, superior, exists });
            }
        }
    }

    fn exists(&mut self) -> Dated<()> {
        if !self.chance.percent(12) {
            return Dated::always();
        }
        let mut dated = Dated::always();
        if self.chance.percent(60) {
            dated.from = Some(self.partial());
        }
        if self.chance.percent(50) {
            dated.to = Some(self.partial());
        }
        dated
    }

    fn partial(&mut self) -> PartialDate {
        let day = self.some_day();
        if self.chance.percent(20) {
            PartialDate { earliest: day.first_of_month(), latest: day.last_of_month() }
        } else {
            PartialDate::day(day)
        }
    }

    /// A day of the years in question, often at the end of something.
    fn some_day(&mut self) -> Date {
        let year = self.chance.of(&self.years.clone()).0;
        match self.chance.below(8) {
            0 => Date::constant(2016, 2, 29),
            1 => Date::new(year, 12, 31).unwrap(),
            2 => Date::new(year, 1, 1).unwrap(),
            3 => Date::new(year, *self.chance.of(&[1, 3, 5, 7, 8, 10]), 31).unwrap(),
            4 => Date::new(year, *self.chance.of(&[6, 7]), *self.chance.of(&[1, 30])).unwrap(),
            _ => Date::new(year, i8::try_from(self.chance.between(1, 12)).unwrap(), i8::try_from(self.chance.between(1, 28)).unwrap())
                .unwrap(),
        }
    }

    fn density(&mut self) -> Density {
        if self.whole {
            return Density { rows: 100, cells: 100, signed: 100 };
        }
        Density {
            rows: *self.chance.of(&[100, 100, 95, 90, 75, 50]),
            cells: *self.chance.of(&[100, 100, 97, 90, 75]),
            signed: *self.chance.of(&[100, 100, 100, 80, 50, 0]),
        }
    }

    /// 完整确认
    fn signed(&mut self) {
        for (at, table) in self.schema.tables.iter().enumerate() {
            let id = quanheng_facts::schema::TableId(u32::try_from(at).unwrap());
            let Some(rule) = &table.completeness else { continue };
            let density = self.density();
            let yearly = rule.of_record.yearly || rule.by.iter().any(|k| table.keys.get(*k).is_some_and(|k| k.ty == KeyType::Year));
            let enums = rule.by.iter().filter_map(|k| match table.keys.get(*k)?.ty {
                KeyType::Enum(of) => Some(of),
                _ => None,
            });
            let enums: Vec<_> = enums.collect();
            let by_entity = !rule.of_record.concerned.is_empty()
                || rule.by.iter().any(|k| matches!(table.keys.get(*k).map(|k| &k.ty), Some(KeyType::Entity(_))));
            // The year before is wanted where windows run over it.
            let years: Vec<Option<Year>> = if yearly {
                let first = self.years[0].0 - 1;
                let last = self.years[self.years.len() - 1].0;
                (first..=last).map(|y| Some(Year(y))).collect()
            } else {
                vec![None]
            };
            for year in years {
                if !self.chance.percent(density.signed) {
                    continue;
                }
                if let (Some(of), true) = (enums.first(), self.chance.percent(60)) {
                    let values = self.schema.enums[of.0 as usize].values.clone();
                    for value in values {
                        if self.chance.percent(70) {
                            self.world.signed.push(Signed { table: id, year, scope: vec![Scope::Named(value)] });
                        }
                    }
                } else if by_entity && self.chance.percent(60) {
                    for being in 0..self.world.beings.len() {
                        if self.chance.percent(70) {
                            self.world.signed.push(Signed { table: id, year, scope: vec![Scope::Being(being)] });
                        }
                    }
                } else {
                    self.world.signed.push(Signed { table: id, year, scope: Vec::new() });
                }
            }
        }
    }

    /// 认定
    fn verdicts(&mut self) {
        for (at, judgement) in self.schema.judgements.iter().enumerate() {
            let id = quanheng_facts::schema::JudgementId(u32::try_from(at).unwrap());
            let share = *self.chance.of(&[100, 80, 60, 30]);
            for of in 0..self.world.beings.len() {
                if !self.schema.is_kind(self.world.beings[of].kind, judgement.owner) {
                    continue;
                }
                let years: Vec<Option<Year>> = if judgement.yearly { self.years.iter().map(|y| Some(*y)).collect() } else { vec![None] };
                for year in years {
                    let mut all: Vec<Vec<Value>> = vec![Vec::new()];
                    for index in &judgement.index {
                        let values = self.every_value(&index.ty);
                        all =
                            all.iter().flat_map(|so_far| values.iter().map(move |v| so_far.iter().chain([v]).cloned().collect())).collect();
                    }
                    for args in all {
                        if self.chance.percent(share)
                            && let Some(value) = self.value(&judgement.ty, None)
                        {
                            self.world.verdicts.push(Verdict { judgement: id, of, year, args, value });
                        }
                    }
                }
            }
        }
    }

    fn every_value(&self, ty: &Type) -> Vec<Value> {
        match ty {
            Type::Enum(id) => {
                let count = self.schema.enums.get(id.0 as usize).map_or(0, |e| e.values.len());
                (0..count).map(|rank| Value::Enum(*id, u32::try_from(rank).unwrap())).collect()
            }
            Type::Bool => vec![Value::Bool(false), Value::Bool(true)],
            _ => Vec::new(),
        }
    }

    /// A value for a 待定.
    fn open_value(&mut self, ty: &Type, options: &[Value]) -> Option<Value> {
        match self.chance.maybe_of(options) {
            Some(option) => Some(option.clone()),
            None => self.value(ty, None),
        }
    }

    /// 设定
    fn settings(&mut self) {
        for (at, setting) in self.schema.settings.iter().enumerate() {
            let id = quanheng_facts::schema::SettingId(u32::try_from(at).unwrap());
            if setting.settled.is_some() || !setting.read || !self.chance.percent(40) {
                continue;
            }
            let Some(value) = self.open_value(&setting.ty, &setting.options) else { continue };
            let middle = self.years[self.chance.below(self.years.len())];
            match self.chance.below(4) {
                0 => self.world.settings.push(Settled { setting: id, value, from: middle.first_day(), to: None }),
                1 => {
                    self.world.settings.push(Settled { setting: id, value, from: None, to: middle.last_day() });
                    if let Some(value) = self.open_value(&setting.ty, &setting.options) {
                        let from = middle.plus(1).and_then(Year::first_day);
                        self.world.settings.push(Settled { setting: id, value, from, to: None });
                    }
                }
                _ => self.world.settings.push(Settled { setting: id, value, from: None, to: None }),
            }
        }
    }

    fn unread(&mut self) {
        if self.whole || !self.chance.percent(8) {
            return;
        }
        let table = quanheng_facts::schema::TableId(u32::try_from(self.chance.below(self.schema.tables.len())).unwrap());
        let yearly = self.schema.table(table).is_some_and(|t| t.keys.iter().any(|k| k.ty == KeyType::Year) || t.shape == TableShape::Event);
        let year = if yearly && self.chance.percent(70) { Some(self.years[self.chance.below(self.years.len())]) } else { None };
        self.world.unread.push((table, year));
    }

    fn choice(&mut self) {
        let mut choice = Choice { strict: self.chance.percent(10), ..Choice::default() };
        // Under the law of one year what adds up year after year never begins: two thousand years back, and an error.
        if self.chance.percent(10) && !self.adds_up() {
            choice.law_as_of = Some(Year(i16::try_from(self.chance.between(2013, 2017)).unwrap()));
        }
        if self.chance.percent(60) {
            choice.decided_on = Some(self.some_day());
        }
        for (at, open) in self.program.opens.iter().enumerate() {
            if !open.is_of_rules()
                && self.chance.percent(15)
                && let Some(value) = self.open_value(&open.ty, &open.options)
            {
                choice.opens.insert(quanheng_policy::ir::OpenId(u32::try_from(at).unwrap()), value);
            }
        }
        // Some suppose much, so that a supposed number reaches keys, groups, quotas and whom a veto stands against.
        let each = if self.chance.percent(25) { 50 } else { 3 };
        for (at, parameter) in self.program.parameters.iter().enumerate() {
            if self.chance.percent(each)
                && let Some(value) = self.value(&parameter.ty, None)
            {
                choice.parameters.insert(quanheng_policy::ir::ParameterId(u32::try_from(at).unwrap()), value);
            }
        }
        self.world.choice = choice;
    }

    /// Something reads its own last year.
    fn adds_up(&self) -> bool {
        self.program.variables.iter().zip(0_u32..).any(|(variable, at)| {
            let mut found = false;
            for (_, root) in variable_roots(variable) {
                visit(root, &mut |expr| found |= matches!(expr.kind, ExprKind::Variable { variable, .. } if variable.0 == at));
            }
            found
        })
    }
}

//! What was met: constructs and statuses, counted; printed as a table; held to their floors.

use std::collections::BTreeMap;
use std::fmt::Write;

use quanheng_policy::finding::{Cause, Status};
use quanheng_policy::ir::{Program, Shape};

use crate::ask::Asked;
use crate::construct::{Constructs, beside, by_variable};
use crate::evaluate::Answer;

/// Everything counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub programs: usize,
    /// Refused by the checker, by the first message.
    pub refused: BTreeMap<String, usize>,
    pub lines: usize,
    pub rows: usize,
    pub constructs: Constructs,
    pub statuses: BTreeMap<Status, usize>,
    /// Rows of set rules that are not known because of somebody's figure.
    pub sets_unknown: BTreeMap<String, usize>,
    /// Rows whose bounds are wide; that bear marks; that hold with several rules; with rules pending; after matters were set aside.
    pub beside: BTreeMap<String, usize>,
    pub conclusions: usize,
}

impl Tally {
    /// Counts one program and its answers.
    pub fn count(&mut self, program: &Program, lines: usize, asked: &[Asked], answers: &[Answer]) {
        self.programs += 1;
        self.lines += lines;
        let constructs = by_variable(program);
        let mut rows = vec![0_usize; program.variables.len()];
        for (asked, answer) in asked.iter().zip(answers) {
            rows[asked.instance().variable.at()] += 1;
            match answer {
                Answer::Finding(finding) => {
                    self.rows += 1;
                    *self.statuses.entry(finding.status).or_default() += 1;
                    let mut note = |what: &str, there: bool| {
                        if there {
                            *self.beside.entry(what.to_owned()).or_default() += 1;
                        }
                    };
                    note("宽", finding.between.as_ref().is_some_and(|b| b.wide));
                    note("界限是准的", finding.between.as_ref().is_some_and(|b| !b.wide));
                    note("带标记", !finding.marks.is_empty());
                    note("几条规则并存", finding.rules.len() > 1);
                    note("还有别的也成立", !finding.also_held.is_empty());
                    note("有的规则未定", !finding.pending.is_empty());
                    note("缺省", finding.by_default);
                    note("不在施行期", finding.not_in_force);
                    note("可能不适用", finding.may_be_na);
                    note("不计之前", finding.before.is_some());
                    let variable = program.variable(asked.instance().variable);
                    let set = variable.and_then(|v| match v.shape {
                        Shape::Rules => None,
                        Shape::Rank(_) => Some("排名"),
                        Shape::List(_) => Some("名单"),
                        Shape::Tiers(_) => Some("分档"),
                        Shape::Share(_) => Some("分配"),
                    });
                    let cell = finding.causes.iter().any(|c| matches!(c, Cause::Cell { .. } | Cause::Completeness { .. }));
                    if let Some(set) = set
                        && finding.status == Status::Unknown
                        && cell
                    {
                        *self.sets_unknown.entry(set.to_owned()).or_default() += 1;
                    }
                }
                Answer::Conclusion(whole) => {
                    self.conclusions += 1;
                    if let Some(whole) = whole {
                        let mut note = |what: &str, there: bool| {
                            if there {
                                *self.beside.entry(what.to_owned()).or_default() += 1;
                            }
                        };
                        note("涉及有人", !whole.persons.is_empty());
                        note("涉及不定", whole.persons.iter().any(|p| !p.person.certain));
                        note("另有在任的", !whole.others.is_empty());
                        note("对人不计", whole.persons.iter().any(|p| !p.set_aside.is_empty()));
                    }
                }
            }
        }
        let mut of_program: BTreeMap<String, usize> = BTreeMap::new();
        for (names, rows) in constructs.iter().zip(&rows) {
            for name in names {
                *of_program.entry(name.clone()).or_default() += rows;
            }
        }
        for name in beside(program) {
            of_program.entry(name).or_default();
        }
        for (name, rows) in of_program {
            let met = self.constructs.entry(name).or_default();
            met.programs += 1;
            met.rows += rows;
        }
    }

    /// Adds what was counted elsewhere.
    pub fn add(&mut self, other: &Tally) {
        let join = |ours: &mut BTreeMap<String, usize>, theirs: &BTreeMap<String, usize>| {
            for (name, count) in theirs {
                *ours.entry(name.clone()).or_default() += count;
            }
        };
        self.programs += other.programs;
        self.lines += other.lines;
        self.rows += other.rows;
        self.conclusions += other.conclusions;
        join(&mut self.refused, &other.refused);
        join(&mut self.sets_unknown, &other.sets_unknown);
        join(&mut self.beside, &other.beside);
        for (status, count) in &other.statuses {
            *self.statuses.entry(*status).or_default() += count;
        }
        for (name, met) in &other.constructs {
            let ours = self.constructs.entry(name.clone()).or_default();
            ours.programs += met.programs;
            ours.rows += met.rows;
        }
    }

    /// As a table for people.
    #[must_use]
    pub fn table(&self) -> String {
        let refused: usize = self.refused.values().sum();
        let mut out = format!(
            "{} programs, {} rows of facts, {} findings, {} conclusions whole; {refused} programs refused\n",
            self.programs, self.lines, self.rows, self.conclusions
        );
        for (id, count) in &self.refused {
            let _ = writeln!(out, "  refused {count:5}  {id}");
        }
        for (status, count) in &self.statuses {
            let share = count * 1000 / self.rows.max(1);
            let _ = writeln!(out, "  {count:8} rows {:3}.{} %  {}", share / 10, share % 10, status.chinese());
        }
        for (what, count) in self.sets_unknown.iter() {
            let _ = writeln!(out, "  {count:8} rows  {what} 未知");
        }
        for (what, count) in &self.beside {
            let _ = writeln!(out, "  {count:8} rows  {what}");
        }
        let mut all: Vec<_> = self.constructs.iter().collect();
        all.sort_by_key(|(name, met)| (met.programs, (*name).clone()));
        for (name, met) in all {
            let _ = writeln!(out, "  {:6} programs {:8} rows  {name}", met.programs, met.rows);
        }
        out
    }
}

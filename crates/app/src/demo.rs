//! `demo`: the story of one year on included data, as an office would want it on one screen.
//!
//! In: the pack, the facts, the year. Out: a run of everything that the pack concludes, parted by what it is for: what units are
//! given, who is put forward, what is to be verified and for whom, what was set aside, what is not known; and pairs of entities for
//! the commands to try next. Which results these are is found in the program, so that another pack tells its own story.

use std::collections::BTreeSet;

use quanheng_facts::fact::{Facts, Held};
use quanheng_facts::problem::Bilingual;
use quanheng_facts::value::{EntityIx, Type, Value};
use quanheng_policy::finding::{Instance, Status};
use quanheng_policy::ir::{Expr, ExprKind, Outcome, Program, Shape, VariableId};

use crate::compile::compile;
use crate::error::AppError;
use crate::missing::{Missing, missing};
use crate::outside::Clock;
use crate::prepare::Sources;
use crate::results::{Beside, ResultRow, Rows, Stands};
use crate::run::{RunReport, RunRequest, run};

/// What a conclusion is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// A title, money: given to a unit.
    Given,
    /// A person is put forward.
    PutForward,
    /// A matter to be verified.
    Verify,
    /// Any other, about a record of its own: an application, a check.
    Advice,
}

/// One conclusion, with those it is met for.
#[derive(Clone, Debug)]
pub struct Told {
    pub label: String,
    pub purpose: Purpose,
    /// In the order of the money, or of the place on the list that it reads, where it has one; else of the register.
    pub met: Vec<ResultRow>,
    pub unknown: Vec<ResultRow>,
}

/// Something set aside by a finding of tolerance, or another rule of 不计.
#[derive(Clone, Debug)]
pub struct SetAside {
    /// The conclusion it is about, and whose.
    pub label: String,
    pub of: String,
    /// None: the unit's own conclusion no longer holds.
    pub person: Option<String>,
    pub matters: Vec<String>,
    /// Whether it still stands after that.
    pub stands: bool,
}

/// Two to be told apart by a list: the last that is on it, and the first that is not.
#[derive(Clone, Debug)]
pub struct AtTheLine {
    pub result: String,
    pub last_in: String,
    pub first_out: String,
}

/// What the first screen shows.
#[derive(Debug)]
pub struct Demo {
    pub report: RunReport,
    pub told: Vec<Told>,
    /// Amounts that came of an exception rather than of the formula: the rule, and those it was met for.
    pub exceptions: Vec<(String, Vec<ResultRow>)>,
    pub set_aside: Vec<SetAside>,
    /// What would have to be supplied for the conclusions that are not known.
    pub missing: Vec<Missing>,
    pub line: Option<AtTheLine>,
    /// An amount that could be higher, and the highest there is: for the question why it is not.
    pub short: Option<(ResultRow, Bilingual)>,
}

/// Runs everything that the pack concludes.
pub fn demo(sources: Sources<'_>, clock: &dyn Clock, request: &RunRequest) -> Result<Demo, AppError> {
    let mut asked = request.clone();
    if asked.asked.only.is_empty() {
        let compiled = compile(sources.packs, &request.place)?;
        asked.asked.only = everything(&compiled.checked.program);
    }
    let report = run(sources, clock, &asked)?;
    let told = told(&report);
    let unknown: Vec<ResultRow> = told.iter().flat_map(|t| &t.unknown).map(|row| ResultRow { conclusion: None, ..row.clone() }).collect();
    let (program, facts) = (report.prepared.program(), &report.prepared.facts);
    let missing = missing(&unknown, program, facts);
    let (exceptions, line, short) = (exceptions(&report), line(&report), short(&report));
    Ok(Demo { set_aside: set_aside(&report, &told), told, exceptions, missing, line, short, report })
}

/// What the pack prints, and all it concludes.
fn everything(program: &Program) -> Vec<String> {
    let conclusions = program.outcomes.iter().map(|outcome| outcome.variable);
    let ids: BTreeSet<VariableId> = program.results.iter().copied().chain(conclusions).collect();
    ids.into_iter().filter_map(|id| program.variable(id)).map(|v| v.name.clone()).collect()
}

fn told(report: &RunReport) -> Vec<Told> {
    let program = report.prepared.program();
    let interpreter = report.prepared.interpreter();
    let rows = Rows { program, facts: &report.prepared.facts, interpreter: &interpreter, choice: &report.prepared.question.choice };
    let mut all: Vec<Told> = Vec::new();
    for outcome in &program.outcomes {
        let of: Vec<&ResultRow> = report.rows.iter().filter(|row| row.variable == outcome.variable).collect();
        let shown = |row: &&ResultRow| with_whom_it_concerns((*row).clone(), report);
        let mut met: Vec<ResultRow> = of.iter().filter(|row| row.is_met()).map(shown).collect();
        met.sort_by_cached_key(|row| (std::cmp::Reverse(amount(row)), places(outcome, row, &rows)));
        let unknown = of.iter().filter(|row| row.finding.status == Status::Unknown).map(shown).collect();
        all.push(Told { label: outcome.label.clone(), purpose: purpose(outcome, program), met, unknown });
    }
    all.sort_by_key(|t| t.purpose);
    all
}

/// Of a record, with whom it concerns before its number: `示河市 TB-2016-01`. A person is not named here.
fn with_whom_it_concerns(row: ResultRow, report: &RunReport) -> ResultRow {
    let (program, facts) = (report.prepared.program(), &report.prepared.facts);
    let named = || {
        let record = program.schema.kind(facts.entities.get(row.entity?)?.kind)?.record?;
        let schema = program.schema.table(record)?;
        let key = [Value::Entity(row.entity?)];
        let of = facts.rows(record, &key).find_map(|found| {
            schema.concerns.iter().find_map(|column| match Facts::cell(&found, *column).map(|cell| &cell.held) {
                Some(Held::Exactly(Value::Entity(of))) => facts.entities.get(*of),
                _ => None,
            })
        })?;
        let person = quanheng_facts::intake::concerns_persons(&program.schema, of.kind);
        let year = *report.prepared.question.when.periods.last()?;
        (!person).then(|| format!("{} {}", of.name_in(year), row.of.clone().unwrap_or_default()))
    };
    let of = named().or_else(|| row.of.clone());
    ResultRow { of, ..row }
}

fn purpose(outcome: &Outcome, program: &Program) -> Purpose {
    let Some(variable) = program.variable(outcome.variable) else { return Purpose::Advice };
    let about_persons = variable.owner.is_some_and(|kind| quanheng_facts::intake::concerns_persons(&program.schema, kind));
    let of_record = variable.owner.and_then(|kind| program.schema.kind(kind)).is_some_and(|kind| kind.record.is_some());
    let is_incentive = program.incentives.contains(&outcome.variable);
    if program.to_verify.contains(&outcome.variable) {
        Purpose::Verify
    } else if variable.yearly && about_persons {
        Purpose::PutForward
    } else if is_incentive || !of_record {
        Purpose::Given
    } else {
        Purpose::Advice
    }
}

fn amount(row: &ResultRow) -> Option<Value> {
    row.conclusion.as_ref()?.grants.as_ref()?.finding.value.clone()
}

/// The place by which the list competes that the condition reads.
fn places(outcome: &Outcome, row: &ResultRow, rows: &Rows<'_>) -> Vec<Option<Value>> {
    let program = rows.program;
    let base = program.variable(outcome.variable).and_then(|v| v.rules.iter().find(|rule| rule.is_base));
    let Some(list) = base.and_then(|rule| rule.guard.as_ref()).and_then(|guard| list_in(guard, program)) else { return Vec::new() };
    let Some(variable) = program.variable(list) else { return Vec::new() };
    let beside = rows.beside(variable, Instance { variable: list, ..row.finding.instance });
    let ordered = beside.into_iter().map(|b| if b.descending { negative(b) } else { b.finding.value });
    ordered.collect()
}

/// So that the better come first.
fn negative(beside: Beside) -> Option<Value> {
    match beside.finding.value {
        Some(Value::Number(number)) => quanheng_facts::exact::Exact::ZERO.minus(number).map(Value::Number),
        other => other,
    }
}

/// The list that a condition is about.
fn list_in(expr: &Expr, program: &Program) -> Option<VariableId> {
    match &expr.kind {
        ExprKind::Variable { variable, .. } => {
            let is_list = program.variable(*variable).is_some_and(|v| matches!(v.shape, Shape::List(_)));
            is_list.then_some(*variable)
        }
        ExprKind::And(parts) => parts.iter().find_map(|part| list_in(part, program)),
        _ => None,
    }
}

/// Amounts of units that an exception gave, by rule.
fn exceptions(report: &RunReport) -> Vec<(String, Vec<ResultRow>)> {
    let program = report.prepared.program();
    let mut all: Vec<(String, Vec<ResultRow>)> = Vec::new();
    for row in &report.rows {
        let Some(variable) = program.variable(row.variable).filter(|v| v.ty == Type::Money && v.outcome.is_none()) else { continue };
        let exception = row.finding.rules.iter().filter_map(|ix| variable.rules.get(ix.at())).find(|rule| !rule.is_base);
        let Some(rule) = exception.filter(|_| row.finding.status == Status::Holds) else { continue };
        match all.iter_mut().find(|(label, _)| *label == rule.label) {
            Some((_, rows)) => rows.push(row.clone()),
            None => all.push((rule.label.clone(), vec![row.clone()])),
        }
    }
    all
}

fn set_aside(report: &RunReport, told: &[Told]) -> Vec<SetAside> {
    let mut all = Vec::new();
    for one in told {
        for row in &one.met {
            for person in row.persons.iter().filter(|p| !p.disregarded.is_empty()) {
                all.push(SetAside {
                    label: one.label.clone(),
                    of: row.of.clone().unwrap_or_default(),
                    person: Some(person.name.clone()),
                    matters: person.disregarded.clone(),
                    stands: person.stands != Stands::No,
                });
            }
        }
    }
    for row in report.rows.iter().filter(|row| row.finding.status == Status::Holds && !row.is_met()) {
        let Some(before) = row.conclusion.as_ref().and_then(|c| c.before.as_ref()) else { continue };
        if before.value == Some(crate::results::Plain::Truth(true)) {
            all.push(SetAside {
                label: row.result.rsplit('.').next().unwrap_or_default().to_owned(),
                of: row.of.clone().unwrap_or_default(),
                person: None,
                matters: before.set_aside.iter().map(|m| m.name.clone()).collect(),
                stands: false,
            });
        }
    }
    all
}

/// The first list of units whose members are told apart by a place: the last on it and the first that is not.
fn line(report: &RunReport) -> Option<AtTheLine> {
    let program = report.prepared.program();
    report.prepared.question.results.iter().find_map(|id| {
        let variable = program.variable(*id).filter(|v| matches!(v.shape, Shape::List(_)))?;
        let place = |row: &ResultRow| row.beside.last().and_then(|b| b.finding.value.clone());
        let of = || report.rows.iter().filter(|row| row.variable == *id && row.finding.status == Status::Holds);
        let ascending = of().next()?.beside.last().is_some_and(|b| !b.descending);
        if !ascending {
            return None;
        }
        let last_in = of().filter(|row| row.is_met()).max_by_key(|row| place(row))?;
        let behind = |row: &&ResultRow| !row.is_met() && place(row) > place(last_in) && same_group(row, last_in, report);
        let first_out = of().filter(behind).min_by_key(|row| place(row))?;
        Some(AtTheLine { result: variable.name.clone(), last_in: last_in.of.clone()?, first_out: first_out.of.clone()? })
    })
}

/// Whether two compete with each other: whatever else stands beside them is alike, and they are of one kind.
fn same_group(a: &ResultRow, b: &ResultRow, report: &RunReport) -> bool {
    let group = |row: &ResultRow| row.beside.iter().rev().skip(1).map(|b| b.finding.value.clone()).collect::<Vec<_>>();
    let reasons = |row: &ResultRow| group_of(row.entity, report);
    group(a) == group(b) && reasons(a) == reasons(b)
}

/// The group in which the entity is listed by the rankings of this program.
fn group_of(entity: Option<EntityIx>, report: &RunReport) -> Vec<Option<Value>> {
    let program = report.prepared.program();
    let interpreter = report.prepared.interpreter();
    let Some(year) = report.prepared.question.when.periods.last() else { return Vec::new() };
    let groups = program.variables.iter().filter_map(|v| match &v.shape {
        Shape::Rank(rank) => match rank.population.group.as_ref()?.kind {
            ExprKind::Variable { variable, .. } => Some(variable),
            _ => None,
        },
        _ => None,
    });
    groups.map(|variable| interpreter.finding(Instance::of(variable, entity, *year)).value).collect()
}

/// An amount that the formula gave, and that is not the highest.
fn short(report: &RunReport) -> Option<(ResultRow, Bilingual)> {
    let program = report.prepared.program();
    let money = |row: &&ResultRow| program.variable(row.variable).is_some_and(|v| v.ty == Type::Money && v.outcome.is_none());
    let stands = || report.rows.iter().filter(money).filter(|row| row.finding.status == Status::Holds && row.is_met());
    let most = stands().max_by_key(|row| row.finding.value.clone())?;
    let less = stands().filter(|row| row.finding.value != most.finding.value).max_by_key(|row| row.finding.value.clone())?;
    Some((less.clone(), most.shown.clone()))
}

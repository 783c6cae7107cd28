//! `run`: everybody's results, with what is missing and who would have to supply it.

use std::collections::{BTreeMap, BTreeSet};

use quanheng_facts::problem::{Bilingual, Language, Problem};
use quanheng_panel::Panel;
use quanheng_policy::finding::{Instance, Status};

use crate::compile::PackPlace;
use crate::error::AppError;
use crate::everyone;
use crate::missing::{Missing, missing};
use crate::outside::Clock;
use crate::prepare::{Prepared, Sources, prepare};
use crate::problems;
use crate::question::Asked;
use crate::recheck::{self, SecondLook};
use crate::results::{Header, Rechecked, ResultRow, Rows, instances};

/// What a run gives.
#[derive(Debug)]
pub struct RunReport {
    pub prepared: Prepared,
    pub header: Header,
    /// By result as declared, jurisdiction, entity id, period.
    pub rows: Vec<ResultRow>,
    /// Of the facts and the 校验, and of rows that came out differently when they were looked at again.
    pub problems: Vec<Problem>,
    /// How many rows came out differently.
    pub incidents: usize,
}

/// How a run is asked for.
#[derive(Clone, Debug, Default)]
pub struct RunRequest {
    pub place: PackPlace,
    pub facts: Vec<String>,
    pub asked: Asked,
    /// The hour of the run goes into the header.
    pub stamp: bool,
    /// Only results that are met are listed.
    pub met_only: bool,
    /// For tests of the second look alone: a fault in the row at this place, of those that stand.
    #[doc(hidden)]
    pub planted: Option<usize>,
}

/// Runs a pack on facts.
pub fn run(sources: Sources<'_>, clock: &dyn Clock, request: &RunRequest) -> Result<RunReport, AppError> {
    let prepared = prepare(sources, "--only", &request.place, &request.facts, &request.asked)?;
    // Civil time of the jurisdiction: Asia/Shanghai has been eight hours ahead, without summer time, since 1992.
    let run_at = request.stamp.then(|| {
        let here = jiff::tz::Offset::constant(8);
        format!("{}+08:00", here.to_datetime(clock.now()).strftime("%Y-%m-%dT%H:%M:%S"))
    });
    Ok(run_planted(prepared, run_at, request.met_only, request.planted))
}

/// Runs what is ready.
#[must_use]
pub fn run_prepared(prepared: Prepared, run_at: Option<String>, met_only: bool) -> RunReport {
    run_planted(prepared, run_at, met_only, None)
}

/// The same, with a fault planted in a row before it is looked at again: for tests of the second look.
#[doc(hidden)]
#[must_use]
pub fn run_planted(prepared: Prepared, run_at: Option<String>, met_only: bool, planted: Option<usize>) -> RunReport {
    let mut header = prepared.header(run_at, met_only);
    let Worked { rows, mut found, differing, rechecked } = worked(&prepared, &header, planted);
    header.rechecked = Some(Rechecked { rows: rechecked, differing: differing.len() });
    let incidents = differing.len();
    found.extend(differing);
    problems::sort(&mut found);
    let mut all = prepared.problems.clone();
    all.extend(found);
    RunReport { header, rows, problems: all, incidents, prepared }
}

/// Everybody's rows by the interpreter alone, one by one: what tests hold the columns to.
#[doc(hidden)]
#[must_use]
pub fn run_singly(prepared: Prepared, run_at: Option<String>, met_only: bool) -> RunReport {
    let header = prepared.header(run_at, met_only);
    let interpreter = prepared.interpreter();
    let maker = Rows { program: prepared.program(), facts: &prepared.facts, interpreter: &interpreter, choice: &prepared.question.choice };
    let (mut rows, periods) = (Vec::new(), &prepared.question.when.periods);
    for id in &prepared.question.results {
        maker.of_variable(*id, periods, &mut rows);
    }
    let mut found: Vec<Problem> = periods.iter().flat_map(|year| interpreter.check_asserts(*year)).collect();
    problems::sort(&mut found);
    let all = prepared.problems.iter().cloned().chain(found).collect();
    drop(interpreter);
    RunReport { header, rows, problems: all, incidents: 0, prepared }
}

/// Everybody's rows, and what a second look at some of them found.
struct Worked {
    rows: Vec<ResultRow>,
    /// Of the 校验.
    found: Vec<Problem>,
    /// One for each row that came out differently.
    differing: Vec<Problem>,
    rechecked: usize,
}

fn worked(prepared: &Prepared, header: &Header, planted: Option<usize>) -> Worked {
    let (program, facts, question) = (prepared.program(), &prepared.facts, &prepared.question);
    let instances: Vec<Instance> = question.results.iter().flat_map(|id| instances(program, facts, *id, &question.when.periods)).collect();
    let names: Vec<String> = question.results.iter().filter_map(|id| program.variable(*id)).map(|v| v.name.clone()).collect();
    let chosen = recheck::chosen(instances.len(), header, &names);
    std::thread::scope(|scope| {
        let mut second_look = SecondLook::begin(scope, prepared);
        for instance in chosen.iter().filter_map(|at| instances.get(*at)) {
            second_look.at(*instance);
        }
        let panel = Panel::new(program, facts, question.choice.clone());
        everyone::work_out(&panel, program, &instances);
        let reader = panel.reader();
        let maker = Rows { program, facts, interpreter: &reader, choice: &question.choice };
        let mut rows: Vec<ResultRow> =
            instances.iter().filter_map(|instance| Some(maker.row(program.variable(instance.variable)?, *instance))).collect();
        if let Some(row) = planted.and_then(|at| rows.iter_mut().filter(|row| row.finding.status == Status::Holds).nth(at)) {
            falsify(row);
        }
        // Always looked at: whatever is at fault, and whoever stands level with others at a cut line, also of lists that are only read.
        let at_fault = |row: &&ResultRow| matches!(row.finding.status, Status::Conflict | Status::Error);
        let mut always: BTreeSet<Instance> = rows.iter().filter(at_fault).map(|row| row.finding.instance).collect();
        always.extend(panel.at_cut_lines());
        for instance in chosen.iter().filter_map(|at| instances.get(*at)) {
            always.remove(instance);
        }
        for instance in &always {
            second_look.at(*instance);
        }
        let mut found = Vec::new();
        for year in &question.when.periods {
            found.extend(reader.check_asserts(*year));
        }
        let by_itself = second_look.end();
        let rechecked = by_itself.len();
        let differing = compared(&mut rows, by_itself, &maker);
        Worked { rows, found, differing, rechecked }
    })
}

/// Puts what the interpreter says in the place of what is different, and tells each.
fn compared(rows: &mut [ResultRow], mut by_itself: BTreeMap<Instance, ResultRow>, maker: &Rows<'_>) -> Vec<Problem> {
    let mut differing = Vec::new();
    let mut tell = |at_once: &ResultRow, singly: &ResultRow| differing.push(different(at_once, singly));
    for row in rows {
        if let Some(singly) = by_itself.remove(&row.finding.instance).filter(|singly| singly != row) {
            tell(row, &singly);
            *row = singly;
        }
    }
    // What is left is no row of the results: members of lists that are only read.
    for (instance, singly) in by_itself {
        if let Some(at_once) = maker.program.variable(instance.variable).map(|variable| maker.row(variable, instance))
            && at_once != singly
        {
            tell(&at_once, &singly);
        }
    }
    differing
}

fn different(at_once: &ResultRow, singly: &ResultRow) -> Problem {
    let whose = |language| {
        let period = singly.period.map(|year| year.to_string());
        let parts: Vec<String> =
            [singly.result.clone(), singly.whose(language)].into_iter().chain(period).filter(|p| !p.is_empty()).collect();
        parts.join(" ")
    };
    let alike = at_once.shown == singly.shown;
    // Where the value is the same, what lies beside it is not.
    let answer = |row: &ResultRow, language| {
        let shown = row.shown.get(language).to_owned();
        let (rule, causes, marks, persons) = (row.rule.as_deref().unwrap_or("—"), row.causes.len(), row.marks.len(), row.persons.len());
        match language {
            _ if !alike => shown,
            Language::Chinese => format!("{shown}（规则 {rule}，原因 {causes} 条，标记 {marks} 个，涉及 {persons} 人）"),
            Language::English => format!("{shown} (rule {rule}; {causes} causes, {marks} marks, {persons} persons)"),
        }
    };
    let both = |of: &dyn Fn(Language) -> String| Bilingual::new(of(Language::Chinese), of(Language::English));
    problems::answers_differ(&both(&whose), &both(&|language| answer(at_once, language)), &both(&|language| answer(singly, language)))
}

/// Another answer than the right one.
fn falsify(row: &mut ResultRow) {
    (row.finding.status, row.finding.value, row.value) = (Status::NotApplicable, None, None);
    row.shown = Bilingual::new("不适用", "not applicable");
}

impl RunReport {
    /// The rows that are listed: all, or those that are met.
    #[must_use]
    pub fn listed(&self) -> Vec<&ResultRow> {
        let met_only = self.header.met_only;
        self.rows.iter().filter(|row| !met_only || row.is_met()).collect()
    }

    /// How many results are 冲突 or 错误.
    #[must_use]
    pub fn faulty(&self) -> usize {
        self.rows.iter().filter(|row| matches!(row.finding.status, Status::Conflict | Status::Error)).count()
    }

    /// What is not known, by who would have to supply it.
    #[must_use]
    pub fn missing(&self) -> Vec<Missing> {
        missing(&self.rows, self.prepared.program(), &self.prepared.facts)
    }
}

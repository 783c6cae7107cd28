//! `run`: everybody's results, with what is missing and who would have to supply it.

use quanheng_facts::problem::Problem;
use quanheng_panel::Panel;
use quanheng_policy::finding::Status;

use crate::compile::PackPlace;
use crate::error::AppError;
use crate::everyone::{self, Everyone};
use crate::missing::{Missing, missing};
use crate::outside::Clock;
use crate::prepare::{Prepared, Reach, Sources, prepare};
use crate::problems;
use crate::question::Asked;
use crate::results::{Header, ResultRow, Rows};

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
    let prepared = prepare(sources, "--only", &request.place, &request.facts, &request.asked, Reach::Results)?;
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
    let question = &prepared.question;
    let panel = Panel::new(prepared.program(), &prepared.facts, question.choice.clone());
    let Everyone { rows, mut found, rechecked } = everyone::rows(&prepared, &panel, &question.results, &header, planted);
    drop(panel);
    header.rechecked = Some(rechecked);
    let incidents = rechecked.differing;
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

//! `demo`: the main job on included data, and one reason told in full.
//!
//! The pack, the facts and the year are given; which result is explained is found in what came out, so that another pack
//! shows its own.

use quanheng_facts::value::Type;
use quanheng_policy::explanation::Node;
use quanheng_policy::finding::{Instance, Status};

use crate::error::AppError;
use crate::outside::Clock;
use crate::prepare::Sources;
use crate::results::ResultRow;
use crate::run::{RunReport, RunRequest, run};

/// What the first screen shows.
#[derive(Debug)]
pub struct Demo {
    pub report: RunReport,
    /// The result explained, and its reasons.
    pub explained: Option<(ResultRow, Node)>,
    /// One to compare it with, named in the commands to try next.
    pub other: Option<ResultRow>,
}

/// Runs the pack and explains one result.
pub fn demo(sources: Sources<'_>, clock: &dyn Clock, request: &RunRequest) -> Result<Demo, AppError> {
    let report = run(sources, clock, request)?;
    let (explained, other) = {
        let row = worth_explaining(&report).cloned();
        let explained = row.map(|row| {
            let instance = Instance { variable: row.variable, ..row.finding.instance };
            let node = report.prepared.interpreter().explain(instance);
            (row, node)
        });
        let other = explained.as_ref().and_then(|(row, _)| {
            let near = |other: &&ResultRow| {
                other.variable == row.variable && other.entity != row.entity && (other.is_met() || other.finding.status == Status::Unknown)
            };
            report.rows.iter().find(|other| near(other) && other.shown != row.shown).or_else(|| report.rows.iter().find(near)).cloned()
        });
        (explained, other)
    };
    Ok(Demo { report, explained, other })
}

/// An amount of money that stands and came from a formula rather than from an exception; else one that stands, or is at least
/// bounded; else any result that is met.
fn worth_explaining(report: &RunReport) -> Option<&ResultRow> {
    let program = report.prepared.program();
    let is_money = |row: &&ResultRow| program.variable(row.variable).is_some_and(|v| v.ty == Type::Money);
    let stands = |row: &&ResultRow| row.finding.status == Status::Holds && row.is_met();
    let by_base = |row: &&ResultRow| {
        let variable = program.variable(row.variable);
        row.finding.rules.iter().all(|ix| variable.and_then(|v| v.rules.get(ix.at())).is_some_and(|rule| rule.is_base))
    };
    // What is to be verified is no example to begin with.
    let rows = || report.rows.iter().filter(|row| !row.to_verify);
    let money = || rows().filter(is_money);
    let bounded = |row: &&ResultRow| row.finding.status == Status::Unknown && row.between.is_some();
    // The amount fewest others have tells most about the formula.
    let how_many = |row: &&ResultRow| money().filter(|other| other.shown == row.shown).count();
    money()
        .filter(stands)
        .filter(by_base)
        .min_by_key(how_many)
        .or_else(|| money().find(stands))
        .or_else(|| money().find(bounded))
        .or_else(|| rows().find(stands))
}

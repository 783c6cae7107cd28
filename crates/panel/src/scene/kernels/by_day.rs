//! Rules in force by days: of what an event has, those of its day.
//!
//! The days on which other rules come into force part time into stretches. Each block is worked out by the rules of every stretch that a day of it
//! lies in, and each row takes what those of its own give. A row whose day is not one known day is worked out by itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use quanheng_facts::value::Value;
use quanheng_policy::ir::LawMoment;

use super::decided::Decided;
use super::rules::Logic;
use crate::column::Column;
use crate::known::Way;
use crate::layout::{Domain, FactColumn, Filled, keyed_by};
use crate::planted;
use crate::reason::Reason;
use crate::register::{Kind, Row};
use crate::scene::{Needed, Scene};

/// The days of those whose the variable is.
pub(super) struct Days {
    cells: Arc<FactColumn>,
    domain: Arc<Domain>,
    /// From each of these on other rules are in force.
    changes: Vec<Date>,
}

impl Days {
    /// `None`: the rules are in force by years.
    pub fn of(scene: &Scene<'_, '_>) -> Option<Days> {
        let (panel, variable) = (scene.state.panel, scene.state.variable);
        if !variable.is_by_day() {
            return None;
        }
        let (table, column) = panel.program.dated_by(variable)?;
        let keyed = keyed_by(panel.program.schema.table(table)?)?;
        let cells = panel.fact_column(table, column)?;
        Some(Days { cells, domain: panel.domain(Some(keyed)), changes: variable.days_of_change() })
    }

    /// Which rules a row is under: the stretch that its day lies in, and that moment; `None` where its day is not one known day.
    fn of_row(&self, scene: &Scene<'_, '_>, at: usize) -> Option<(usize, LawMoment)> {
        let there = self.domain.row_of(Some(scene.state.entity(at)?))?;
        let (filled, value) = self.cells.by_place.get(&(None, Vec::new()))?.at(there);
        let Some(Value::Date(day)) = Kind::Day.value(value).filter(|_| filled == Filled::Plain) else { return None };
        let moment = scene.worker().law_moment_of(day);
        let first = moment.day.filter(|_| !planted::is(82));
        Some((self.changes.partition_point(|change| first.is_some_and(|day| *change <= day)), moment))
    }
}

/// Works a block out by the rules of the day of each row.
pub(super) fn block<'p>(
    scene: &Scene<'_, 'p>,
    column: &mut Column,
    days: &Days,
    by_stretch: &mut BTreeMap<usize, Logic<'p>>,
) -> Result<(), Needed> {
    let (rows, whole) = (scene.state.len(), scene.state.domain.rows.len());
    let mut rows_of: BTreeMap<usize, (LawMoment, Vec<usize>)> = BTreeMap::new();
    let mut without = Vec::new();
    for at in 0..rows {
        match days.of_row(scene, at) {
            Some((stretch, moment)) => rows_of.entry(stretch).or_insert_with(|| (moment, Vec::new())).1.push(at),
            None => without.push(at),
        }
    }
    let mut all = Decided::of(rows);
    for (stretch, (moment, rows)) in &rows_of {
        if !by_stretch.contains_key(stretch) {
            by_stretch.insert(*stretch, Logic::of(scene, *moment)?);
        }
        let Some(logic) = by_stretch.get_mut(stretch) else { continue };
        let mut decided = logic.decided(scene, column)?;
        decided.keep_only(rows);
        logic.finish(scene, column, &mut decided)?;
        all.take(&decided, rows);
    }
    for at in without {
        all.open.push(at);
        all.alone.insert(at);
    }
    scene.state.panel.ways.add(Way::Kernel, rows.saturating_sub(all.open.len()));
    for at in std::mem::take(&mut all.open) {
        let (row, decision): (Row, u32) = super::rules::worked_alone(scene, column, at, Reason::ByDay);
        all.set(at, row);
        all.decisions.set(at, i64::from(decision));
    }
    all.append_to(column, whole);
    Ok(())
}

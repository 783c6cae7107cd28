//! What is gathered of rows, and of records of any year: 存在, 计数, 合计, 最大 and 最小, and counts in windows.
//!
//! Whoever has none comes to what all do who have none: once where the table is signed, once where it is not. Where every one of them surely
//! counts, they are counted. What else is gathered of somebody's own rows is worked out for those who have some: it rests on them alone.

use std::collections::BTreeMap;

use quanheng_facts::schema::{ColumnId, KeyType, TableId};
use quanheng_facts::value::{EntityIx, Value, Year};
use quanheng_policy::ir::Expr;

use super::read::same_values;
use super::registers;
use crate::dictionary::PLAIN;
use crate::planted;
use crate::reason::Reason;
use crate::register::{Kind, Register, Row};
use crate::scene::{Needed, Scene};

/// Of what it is gathered.
#[derive(Clone, Copy, Debug)]
pub(crate) enum From<'p> {
    /// The rows of the entity at hand.
    Rows { table: TableId, keys: &'p [Expr] },
    /// The records that concern it: of the year at hand, and of so many before; `None`: of any.
    Records { table: TableId, concerns: ColumnId, years: Option<i32> },
}

/// What is made of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Made {
    /// Each counts: whether there is one.
    Exists,
    /// Each counts: how many.
    Count,
    /// Something else.
    Else,
}

pub(super) fn gathered<'p>(scene: &Scene<'_, 'p>, expr: &'p Expr, (from, made): (From<'p>, Made), year: Year) -> Result<Register, Needed> {
    let kind = Kind::of(&expr.ty);
    let counts: Vec<Option<usize>>;
    // Where more may be missing, as bits of years: none is complete.
    let missing: Vec<u32>;
    let mut shares = scene.state.is_of_owner();
    match from {
        From::Rows { table, keys } => {
            let keys = registers(scene, keys.iter().collect(), year)?;
            let same = if keys.is_empty() { Some(Vec::new()) } else { same_values(scene, &keys) };
            let Some(keys) = same else { return Ok(scene.row_by_row(expr, year, Reason::IndexesDiffer)) };
            counts = rows_of(scene, table, &keys, year);
            missing = missing_of(scene, scene.worker().is_signed_for_all(table), |at| {
                let state = scene.state;
                u32::from(!scene.worker().rows_are_complete(table, state.entity(at), year, &keys, state.instance(at)))
            });
        }
        From::Records { table, concerns, years } => {
            let Some(found) = records_of(scene, (table, concerns), years, year) else {
                return Ok(scene.row_by_row(expr, year, Reason::RecordOfAnybody));
            };
            counts = found;
            let rule = scene.state.panel.program.schema.table(table).and_then(|t| t.completeness.as_ref());
            let for_all = !rule.is_some_and(|rule| rule.of_record.concerned.contains(&concerns));
            let asked: Vec<Option<Year>> = match years {
                None => vec![None],
                Some(before) => (0..=before).filter_map(|n| year.plus(n.checked_neg()?)).map(Some).collect(),
            };
            // Of any year, it is told which are not signed: not the same for everybody.
            shares = shares && (for_all || years.is_some());
            missing = missing_of(scene, for_all, |at| {
                let (entity, instance) = (scene.state.entity(at), scene.state.instance(at));
                let told = |year: &Option<Year>| match year {
                    Some(year) => scene.worker().records_are_complete(table, Some(concerns), entity, instance, *year),
                    None => scene.worker().records_are_complete_ever(table, Some(concerns), entity, instance),
                };
                asked.iter().zip(0_u32..).fold(0, |bits, (year, bit)| bits | u32::from(!told(year)).checked_shl(bit).unwrap_or_default())
            });
        }
    }
    // By how many there are and whether all are: the same for everybody, told relative to the row.
    let mut like: BTreeMap<(usize, u32), Row> = BTreeMap::new();
    let rows = counts.into_iter().zip(missing).enumerate().map(|(at, (count, missing))| {
        let number = |count: usize| i64::try_from(count).ok();
        match (count, made) {
            (Some(count), Made::Exists) if count > 0 => Row { code: PLAIN, value: 1 },
            (Some(count), Made::Count) if missing == 0 => match number(count) {
                Some(value) => Row { code: PLAIN, value: if planted::is(85) { value.min(1) } else { value } },
                None => scene.single_row(expr, year, kind, at, Reason::OwnRows),
            },
            (Some(count), Made::Exists | Made::Count) | (Some(count @ 0), Made::Else) => {
                let of_years = if planted::is(86) { 0 } else { missing };
                match like.get(&(count, of_years)).filter(|_| shares || missing == 0) {
                    Some(row) => *row,
                    None => {
                        let row = scene.single_row(expr, year, kind, at, Reason::MissingRecord);
                        like.insert((count, of_years), row);
                        row
                    }
                }
            }
            _ => scene.single_row(expr, year, kind, at, Reason::OwnRows),
        }
    });
    Ok(Register::of_rows(kind, rows))
}

/// Whether there may be more than are held, row by row.
fn missing_of(scene: &Scene<'_, '_>, for_all: bool, of_row: impl Fn(usize) -> u32) -> Vec<u32> {
    let rows = scene.state.len();
    if for_all && rows > 0 && scene.state.is_of_owner() {
        return vec![of_row(0); rows];
    }
    (0..rows).map(of_row).collect()
}

/// How many rows each has; `None`: nobody's row.
fn rows_of(scene: &Scene<'_, '_>, table: TableId, keys: &[Value], year: Year) -> Vec<Option<usize>> {
    let state = scene.state;
    let schema = state.panel.program.schema.table(table);
    let yearly = schema.is_some_and(|t| t.keys.iter().any(|key| key.ty == KeyType::Year));
    let holders = state.panel.prepared.holders(state.panel.facts, table, None);
    let of_place = holders.of(&(yearly.then_some(year), keys.to_vec()));
    let count =
        |who: EntityIx| of_place.partition_point(|other| *other <= who).saturating_sub(of_place.partition_point(|other| *other < who));
    (0..state.len()).map(|at| state.entity(at).map(count)).collect()
}

/// How many records concern each; `None`: one may concern anybody.
fn records_of(scene: &Scene<'_, '_>, (table, concerns): (TableId, ColumnId), years: Option<i32>, year: Year) -> Option<Vec<Option<usize>>> {
    let state = scene.state;
    let by = scene.worker().by_concern(table, concerns);
    let span = match years {
        None => None,
        Some(before) => Some((year.plus(before.checked_neg()?)?.first_day()?, year.last_day()?)),
    };
    let there = |record: &&EntityIx| {
        let exists = state.panel.facts.entities.exists(**record);
        exists.is_some_and(|exists| span.is_none_or(|(first, last)| exists.may_overlap(first, last)))
    };
    if by.get(&None).into_iter().flatten().any(|record| there(&record)) {
        return None;
    }
    let count = |who: EntityIx| by.get(&Some(who)).into_iter().flatten().filter(there).count();
    Some((0..state.len()).map(|at| state.entity(at).map(count)).collect())
}

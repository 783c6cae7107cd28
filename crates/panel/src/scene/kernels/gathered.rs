//! What is gathered of rows, and of records of any year: 存在, 计数, 合计, 最大 and 最小, and counts in windows.
//!
//! Whoever has none comes to what all do who have none: once where the table is signed, once where it is not. Where every one of them surely
//! counts, they are counted; where something is asked of each record, it is asked of the records of everybody at once. What else is gathered of
//! somebody's own rows is worked out for those who have some: it rests on them alone.

use std::collections::BTreeMap;

use quanheng_facts::schema::{ColumnId, KeyType, TableId};
use quanheng_facts::value::{EntityIx, Value, Year};
use quanheng_policy::ir::Expr;

use super::members::Taken;
use super::read::{not_applicable, same_values};
use super::registers;
use crate::dictionary::PLAIN;
use crate::layout::Domain;
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
#[derive(Clone, Copy, Debug)]
pub(crate) enum Made<'p> {
    /// Each counts: whether there is one.
    Exists,
    /// Each counts: how many.
    Count,
    /// Of records: something is asked of each.
    Each { when: Option<&'p Expr>, taken: Taken<'p> },
    /// Something else.
    Else,
}

/// What somebody's records come to.
#[derive(Clone, Debug, Default)]
struct Total {
    count: i64,
    sum: i128,
    furthest: Option<i64>,
    /// Of some record more is open, or whether it is of the year.
    is_open: bool,
}

/// What everybody's records come to, by the rows of the domain; who has none is not in it.
#[derive(Debug, Default)]
pub(crate) struct Totals(BTreeMap<usize, Total>);

pub(super) fn gathered<'p>(
    scene: &Scene<'_, 'p>,
    expr: &'p Expr,
    (from, made): (From<'p>, Made<'p>),
    year: Year,
) -> Result<Register, Needed> {
    let kind = Kind::of(&expr.ty);
    let counts: Vec<Option<usize>>;
    // Where more may be missing, as bits of years: none is complete.
    let missing: Vec<u32>;
    let mut shares = scene.state.is_of_owner();
    let mut totals = None;
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
            if let Made::Each { when, taken } = made {
                let of_year = years.map(|_| year);
                totals = Some(scene.totals(expr, year, || totals_of(scene, (table, concerns), (when, taken), kind, (year, of_year)))?);
            }
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
            (Some(count), Made::Exists | Made::Count) | (Some(count @ 0), Made::Each { .. } | Made::Else) => {
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
            (_, Made::Each { taken, .. }) => {
                let place = scene.state.from().saturating_add(at);
                let total = totals.as_ref().and_then(|totals| totals.0.get(&place));
                let row = total.filter(|total| !total.is_open).and_then(|total| told(scene, taken, total, missing == 0));
                row.unwrap_or_else(|| scene.single_row(expr, year, kind, at, Reason::OwnRows))
            }
            _ => scene.single_row(expr, year, kind, at, Reason::OwnRows),
        }
    });
    Ok(Register::of_rows(kind, rows))
}

/// What somebody's records come to of which everything is known; `None`: more may be missing, or it does not fit.
fn told(scene: &Scene<'_, '_>, taken: Taken<'_>, total: &Total, is_complete: bool) -> Option<Row> {
    let value = match taken {
        Taken::Exists if total.count > 0 => 1,
        _ if !is_complete => return None,
        Taken::Exists => 0,
        Taken::Count => total.count,
        Taken::Sum(_) => i64::try_from(total.sum).ok()?,
        Taken::Extreme { .. } => match total.furthest {
            Some(furthest) => furthest,
            None => return Some(not_applicable(scene)),
        },
    };
    Some(Row { code: PLAIN, value })
}

/// Goes over the records of everybody once: of a year, or of any.
fn totals_of<'p>(
    scene: &Scene<'_, 'p>,
    (table, concerns): (TableId, ColumnId),
    (when, taken): (Option<&'p Expr>, Taken<'p>),
    kind: Kind,
    (year, of_year): (Year, Option<Year>),
) -> Result<Totals, Needed> {
    let state = scene.state;
    let by = scene.worker().by_concern(table, concerns);
    let mut all: Vec<(EntityIx, EntityIx)> = Vec::new();
    for (who, records) in by.iter() {
        let Some(who) = who.filter(|who| state.domain.row_of(Some(*who)).is_some()) else { continue };
        let there = records.iter().filter(|record| scene.worker().record_touches(**record, of_year) != Some(false));
        all.extend(there.map(|record| (*record, who)));
    }
    all.sort_unstable();
    let (records, readers): (Vec<EntityIx>, Vec<EntityIx>) = all.iter().copied().unzip();
    let (value, na) = (taken.value(), not_applicable(scene));
    let (mut totals, mut rest) = (Totals::default(), all.into_iter());
    scene.of_others(&Domain::among(records), &readers, |there| {
        let holds = when.map(|when| there.register(when, year)).transpose()?;
        let value = value.map(|value| there.register(value, year)).transpose()?;
        let fits = matches!(taken, Taken::Exists | Taken::Count) || value.as_ref().is_none_or(|value| value.kind == kind);
        for (at, (record, who)) in (0..there.state.len()).zip(rest.by_ref()) {
            let holds = holds.as_ref().map_or(Row { code: PLAIN, value: 1 }, |holds| holds.row(at));
            if holds == (Row { code: PLAIN, value: 0 }) && !planted::is(110) {
                continue;
            }
            let Some(total) = state.domain.row_of(Some(who)).map(|row| totals.0.entry(row).or_default()) else { continue };
            let value = value.as_ref().map_or(Row { code: PLAIN, value: 0 }, |value| value.row(at));
            let is_plain = holds.code == PLAIN && (value.code == PLAIN || value == na);
            if !is_plain || !fits || there.worker().record_touches(record, of_year) != Some(true) {
                total.is_open = true;
                continue;
            }
            total.count = total.count.saturating_add(1);
            if value.code == PLAIN {
                total.sum = total.sum.saturating_add(i128::from(value.value));
                total.furthest = Some(taken.further(total.furthest, value.value));
            }
        }
        Ok(())
    })?;
    // Whose records all do not count has a total of none.
    for who in readers {
        if let Some(row) = state.domain.row_of(Some(who)) {
            totals.0.entry(row).or_default();
        }
    }
    Ok(totals)
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

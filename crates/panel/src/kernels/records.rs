//! Records counted for whom they concern: 存在 and 计数 over events and tenures of the year at hand; and whether the record holds a row.
//!
//! The condition is worked out for the records themselves, once each, and added up for whom they concern. Where a record may or may not
//! count, or may concern anybody, the rows it could matter to are worked out by themselves.

use std::collections::{BTreeMap, BTreeSet};

use quanheng_facts::fact::{Facts, Held};
use quanheng_facts::schema::{ColumnId, TableId};
use quanheng_facts::value::{EntityIx, Value, Year};
use quanheng_policy::ir::{Expr, Over};

use crate::dictionary::PLAIN;
use crate::layout::{Domain, keyed_by};
use crate::register::{Kind, Register, Row};
use crate::scene::{Needed, Scene};

/// What is counted for one entity.
#[derive(Clone, Copy, Default)]
struct Tally {
    surely: i64,
    open: bool,
}

/// 存在 (with `exists`) or 计数.
pub(super) fn counted<'p>(
    scene: &Scene<'_, 'p>,
    expr: &'p Expr,
    exists: bool,
    (over, when): (&'p Over, Option<&'p Expr>),
    year: Year,
) -> Result<Register, Needed> {
    let state = scene.state;
    let Over::Records { table, concerns: Some(concerns) } = over else { return Ok(scene.row_by_row(expr, year)) };
    if !state.variable.yearly || state.variable.owner.is_none() {
        return Ok(scene.row_by_row(expr, year));
    }
    let Some(tallies) = tallies(scene, (*table, *concerns), when, year)? else { return Ok(scene.row_by_row(expr, year)) };
    let rule = state.panel.program.schema.table(*table).and_then(|t| t.completeness.as_ref());
    let signed_for_all = !rule.is_some_and(|rule| rule.of_record.concerned.contains(concerns));
    let mut complete_for_all: Option<bool> = None;
    let mut incomplete: BTreeMap<i64, Row> = BTreeMap::new();
    let kind = if exists { Kind::Truth } else { Kind::Number { scale: 0 } };
    let rows = (0..state.len()).map(|at| {
        let tally = state.entity(at).and_then(|entity| tallies.get(&entity)).copied().unwrap_or_default();
        if tally.open {
            return scene.worked_row(expr, year, kind, at);
        }
        let surely = Row { code: PLAIN, value: if exists { i64::from(tally.surely > 0) } else { tally.surely } };
        if exists && tally.surely > 0 {
            return surely;
        }
        let ask = || scene.worker().records_are_complete(*table, Some(*concerns), state.entity(at), state.instance(at), year);
        let complete = if signed_for_all { *complete_for_all.get_or_insert_with(ask) } else { ask() };
        if complete {
            return surely;
        }
        if !signed_for_all {
            return scene.worked_row(expr, year, kind, at);
        }
        // More may be missing: the same for everybody of whom as many are known.
        *incomplete.entry(tally.surely).or_insert_with(|| scene.worked_row(expr, year, kind, at))
    });
    Ok(Register::of_rows(kind, rows))
}

/// By whom they concern: how many records surely count, and whether some may or may not. `None`: one may concern anybody.
fn tallies<'p>(
    scene: &Scene<'_, 'p>,
    (table, concerns): (TableId, ColumnId),
    when: Option<&'p Expr>,
    year: Year,
) -> Result<Option<BTreeMap<EntityIx, Tally>>, Needed> {
    let panel = scene.state.panel;
    let (Some(first), Some(last)) = (year.first_day(), year.last_day()) else { return Ok(None) };
    let mut found: Vec<(EntityIx, EntityIx, bool)> = Vec::new();
    for row in panel.facts.all_rows(table) {
        let Some(Value::Entity(record)) = row.keys.first() else { continue };
        let Some(exists) = panel.facts.entities.get(*record).map(|e| &e.exists) else { continue };
        if !exists.may_overlap(first, last) {
            continue;
        }
        let Some(Held::Exactly(Value::Entity(whom))) = Facts::cell(row, concerns).map(|cell| &cell.held) else { return Ok(None) };
        let surely = exists.from.is_none_or(|f| f.latest <= last) && exists.to.is_none_or(|t| t.earliest >= first);
        found.push((*record, *whom, surely));
    }
    found.sort_unstable();
    let domain = Domain { rows: found.iter().map(|(record, _, _)| Some(*record)).collect() };
    let readers: Vec<EntityIx> = found.iter().map(|(_, whom, _)| *whom).collect();
    let counts = match when {
        None => None,
        Some(when) => Some(scene.of_others(&domain, &readers, |there| there.register(when, year))?),
    };
    let mut tallies: BTreeMap<EntityIx, Tally> = BTreeMap::new();
    for (at, (_, whom, surely)) in found.into_iter().enumerate() {
        let tally = tallies.entry(whom).or_default();
        let row = counts.as_ref().map_or(Row { code: PLAIN, value: 1 }, |register| register.row(at));
        match row {
            Row { code: PLAIN, value: 0 } => {}
            Row { code: PLAIN, .. } if surely => tally.surely = tally.surely.saturating_add(1),
            _ => tally.open = true,
        }
    }
    Ok(Some(tallies))
}

/// 有记录 and 无记录 (with `none`) of the row's own entity.
pub(super) fn recorded<'p>(
    scene: &Scene<'_, 'p>,
    expr: &'p Expr,
    (table, column, none): (TableId, Option<ColumnId>, bool),
    year: Year,
) -> Register {
    let state = scene.state;
    let schema = state.panel.program.schema.table(table);
    let Some(keyed) = schema.filter(|t| t.keys.iter().all(|key| !matches!(key.ty, quanheng_facts::schema::KeyType::Enum(_)))).and_then(keyed_by)
    else {
        return scene.row_by_row(expr, year);
    };
    let yearly = schema.is_some_and(|t| t.keys.iter().any(|key| key.ty == quanheng_facts::schema::KeyType::Year));
    let mut holders: BTreeSet<EntityIx> = BTreeSet::new();
    for row in state.panel.facts.all_rows(table) {
        let of_year = !yearly || row.keys.contains(&Value::Year(year));
        if let (Some(Value::Entity(who)), true) = (row.keys.first(), of_year)
            && column.is_none_or(|column| Facts::cell(row, column).is_some())
        {
            holders.insert(*who);
        }
    }
    let shared = scene.worker().is_signed_for_all(table) && state.panel.domain(Some(keyed)).rows == state.domain.rows;
    let mut absent: Option<Row> = None;
    let rows = (0..state.len()).map(|at| {
        if state.entity(at).is_some_and(|who| holders.contains(&who)) {
            return Row { code: PLAIN, value: i64::from(!none) };
        }
        match absent.filter(|_| shared) {
            Some(row) => row,
            None => *absent.insert(scene.worked_row(expr, year, Kind::Truth, at)),
        }
    });
    Register::of_rows(Kind::Truth, rows)
}

//! Records counted for whom they concern: 存在 and 计数 over events and tenures of the year at hand.
//!
//! The condition is worked out for the records themselves, once each, and added up for whom they concern. Where a record may or may not
//! count, or may concern anybody, the rows it could matter to are worked out by themselves.

use std::collections::BTreeMap;

use quanheng_facts::schema::{ColumnId, TableId};
use quanheng_facts::value::{EntityIx, YEARS, Year};
use quanheng_policy::interpret::Outcome;
use quanheng_policy::ir::Expr;

use crate::dictionary::PLAIN;
use crate::layout::Domain;
use crate::packed::Packed;
use crate::planted;
use crate::reason::Reason;
use crate::register::{Kind, Register, Row};
use crate::scene::{Needed, Scene};

/// What is counted, over the whole domain.
#[derive(Debug, Default)]
pub(crate) struct Counted {
    /// For each row how many records surely count; empty where there are none at all.
    surely: Vec<u16>,
    /// For rows of which some record may or may not count: every record of theirs with what its condition came to, told relative to
    /// the record.
    open: BTreeMap<usize, Vec<(EntityIx, Row)>>,
}

/// `None`: a record may concern anybody, or there are more of somebody than are counted here.
pub(crate) type Tallies = Option<Counted>;

/// 存在 (with `exists`) or 计数.
pub(super) fn counted<'p>(
    scene: &Scene<'_, 'p>,
    expr: &'p Expr,
    exists: bool,
    (table, concerns, when): (TableId, ColumnId, Option<&'p Expr>),
    year: Year,
) -> Result<Register, Needed> {
    let state = scene.state;
    // Further out than records were sorted into years.
    if !YEARS.contains(&year.0) {
        return Ok(scene.row_by_row(expr, year, Reason::NoSuchYear));
    }
    let tallies = scene.tallies(expr, year, || tallies(scene, (table, concerns), when, year))?;
    let Some(tallies) = &*tallies else { return Ok(scene.row_by_row(expr, year, Reason::RecordOfAnybody)) };
    let rule = state.panel.program.schema.table(table).and_then(|t| t.completeness.as_ref());
    let signed_for_all = !rule.is_some_and(|rule| rule.of_record.concerned.contains(&concerns));
    let kind = if exists { Kind::Truth } else { Kind::Number { scale: 0 } };
    let asked = if planted::is(33) { year.plus(-1).unwrap_or(year) } else { year };
    let complete = |at: usize| scene.worker().records_are_complete(table, Some(concerns), state.entity(at), state.instance(at), asked);
    let counted = tallies.surely.get(state.from()..state.to());
    let surely = |at: usize| counted.and_then(|counted| counted.get(at)).map_or(0, |n| i64::from(*n));
    let plain = |surely: i64| Row { code: PLAIN, value: if exists { i64::from(surely > 0) } else { surely } };
    let open = |records: &[(EntityIx, Row)], at: usize| {
        let told = |(record, row): &(EntityIx, Row)| (*record, state.panel.told(Kind::Truth, *row, Some(*record)));
        let each: Vec<(EntityIx, Outcome)> = records.iter().map(told).collect();
        let (instance, entity) = (state.instance(at), state.entity(at));
        scene.alone(Reason::OpenRecord, 1);
        let outcome = scene.worker().counted_of(exists, (table, concerns), &each, instance, entity, year);
        scene.kept(kind, &outcome, entity)
    };
    let of_block = tallies.open.range(state.from()..state.to());
    if signed_for_all && state.len() > 0 && complete(0) {
        let values = match counted {
            Some(counted) if exists => Packed::U8(counted.iter().map(|n| u8::from(*n > 0)).collect()),
            Some(counted) => Packed::U16(counted.to_vec()),
            None => Packed::Same(0, state.len()),
        };
        let mut register = Register::plain(kind, values);
        for (row, records) in of_block {
            let at = row.saturating_sub(state.from());
            register.set(at, open(records, at));
        }
        return Ok(register);
    }
    let mut incomplete: BTreeMap<i64, Row> = BTreeMap::new();
    let mut of_block = of_block.peekable();
    let rows = (0..state.len()).map(|at| {
        if let Some((_, records)) = of_block.next_if(|(row, _)| row.saturating_sub(state.from()) == at) {
            return open(records, at);
        }
        let surely = surely(at);
        if (exists && surely > 0) || (!signed_for_all && complete(at)) {
            return plain(surely);
        }
        if !signed_for_all {
            return scene.single_row(expr, year, kind, at, Reason::MissingRecord);
        }
        // More may be missing: the same for everybody of whom as many are known.
        *incomplete.entry(surely).or_insert_with(|| scene.single_row(expr, year, kind, at, Reason::MissingRecord))
    });
    Ok(Register::of_rows(kind, rows))
}

fn tallies<'p>(
    scene: &Scene<'_, 'p>,
    (table, concerns): (TableId, ColumnId),
    when: Option<&'p Expr>,
    year: Year,
) -> Result<Tallies, Needed> {
    let panel = scene.state.panel;
    let records = panel.records(table, concerns);
    let found = records.of(year);
    let readers: Option<Vec<EntityIx>> = found.iter().map(|record| record.whom).collect();
    let Some(readers) = readers else { return Ok(None) };
    let mut counts: Vec<Row> = Vec::with_capacity(found.len());
    match when {
        None => counts.resize(found.len(), Row { code: PLAIN, value: 1 }),
        Some(when) => {
            let domain = Domain::among(found.iter().map(|record| record.record).collect());
            scene.of_others(&domain, &readers, |there| {
                counts.extend(there.register(when, year)?.rows());
                Ok(())
            })?;
        }
    }
    let mut counted = Counted::default();
    if !found.is_empty() {
        counted.surely.resize(scene.state.domain.rows.len(), 0);
    }
    let readers: Vec<Option<usize>> = found.iter().map(|record| scene.state.domain.row_of(record.whom)).collect();
    for ((record, row), reader) in found.iter().zip(&counts).zip(&readers) {
        let Some(reader) = reader else { continue };
        match row {
            Row { code: PLAIN, value: 0 } => {}
            Row { code: PLAIN, .. } if record.surely || planted::is(32) => {
                let Some(slot) = counted.surely.get_mut(*reader) else { continue };
                match slot.checked_add(1) {
                    Some(more) => *slot = more,
                    None => return Ok(None),
                }
            }
            _ => drop(counted.open.insert(*reader, Vec::new())),
        }
    }
    if !counted.open.is_empty() {
        let mut is_open = vec![false; scene.state.domain.rows.len()];
        counted.open.keys().for_each(|row| is_open.get_mut(*row).into_iter().for_each(|open| *open = true));
        for ((record, row), reader) in found.iter().zip(&counts).zip(&readers) {
            let open = reader.filter(|reader| is_open.get(*reader).copied().unwrap_or_default());
            if let Some(records) = open.and_then(|reader| counted.open.get_mut(&reader)) {
                records.push((record.record, *row));
            }
        }
    }
    Ok(Some(counted))
}

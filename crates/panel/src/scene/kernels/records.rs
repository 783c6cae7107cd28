//! Records counted for whom they concern: 存在 and 计数 over events and tenures of the year at hand; and whether the record holds a row.
//!
//! The condition is worked out for the records themselves, once each, and added up for whom they concern. Where a record may or may not
//! count, or may concern anybody, the rows it could matter to are worked out by themselves.

use std::collections::{BTreeMap, BTreeSet};

use quanheng_facts::fact::Facts;
use quanheng_facts::schema::{ColumnId, TableId};
use quanheng_facts::value::{EntityIx, Value, YEARS, Year};
use quanheng_policy::interpret::Outcome;
use quanheng_policy::ir::{Expr, Over};

use crate::dictionary::PLAIN;
use crate::layout::{Domain, keyed_by};
use crate::register::{Kind, Register, Row};
use crate::scene::{Needed, Scene};

/// What is counted for one entity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    surely: i64,
    open: bool,
    /// Every record with what its condition came to, told relative to the record.
    records: Vec<(EntityIx, Row)>,
}

/// By rows of the domain, ascending: what is counted for those of whom there is something. `None`: a record may concern anybody.
pub(crate) type Tallies = Option<Vec<(usize, Tally)>>;

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
    // Further out than records were sorted into years.
    if !state.variable.yearly || state.variable.owner.is_none() || !YEARS.contains(&year.0) {
        return Ok(scene.row_by_row(expr, year));
    }
    let tallies = scene.tallies(expr, year, || tallies(scene, (*table, *concerns), when, year))?;
    let Some(tallies) = &*tallies else { return Ok(scene.row_by_row(expr, year)) };
    let rule = state.panel.program.schema.table(*table).and_then(|t| t.completeness.as_ref());
    let signed_for_all = !rule.is_some_and(|rule| rule.of_record.concerned.contains(concerns));
    let kind = if exists { Kind::Truth } else { Kind::Number { scale: 0 } };
    let complete = |at: usize| scene.worker().records_are_complete(*table, Some(*concerns), state.entity(at), state.instance(at), year);
    let begin = tallies.partition_point(|(row, _)| *row < state.from());
    let of_block = tallies.get(begin..).unwrap_or_default().iter().take_while(|(row, _)| *row < state.to());
    let plain = |tally: &Tally| Row { code: PLAIN, value: if exists { i64::from(tally.surely > 0) } else { tally.surely } };
    let open = |tally: &Tally, at: usize| {
        let told = |(record, row): &(EntityIx, Row)| (*record, state.panel.told(Kind::Truth, *row, Some(*record)));
        let each: Vec<(EntityIx, Outcome)> = tally.records.iter().map(told).collect();
        let (instance, entity) = (state.instance(at), state.entity(at));
        let outcome = scene.worker().counted_of(exists, (*table, *concerns), &each, instance, entity, year);
        scene.kept(kind, &outcome, entity)
    };
    if signed_for_all && state.len() > 0 && complete(0) {
        let mut rows = vec![Row { code: PLAIN, value: 0 }; state.len()];
        for (row, tally) in of_block {
            let at = row.saturating_sub(state.from());
            if let Some(slot) = rows.get_mut(at) {
                *slot = if tally.open { open(tally, at) } else { plain(tally) };
            }
        }
        return Ok(Register::of_rows(kind, rows.into_iter()));
    }
    let mut incomplete: BTreeMap<i64, Row> = BTreeMap::new();
    let nothing = Tally::default();
    let mut known: Vec<&Tally> = vec![&nothing; state.len()];
    for (row, tally) in of_block {
        if let Some(slot) = known.get_mut(row.saturating_sub(state.from())) {
            *slot = tally;
        }
    }
    let rows = known.into_iter().enumerate().map(|(at, tally)| {
        if tally.open {
            return open(tally, at);
        }
        if (exists && tally.surely > 0) || (!signed_for_all && complete(at)) {
            return plain(tally);
        }
        if !signed_for_all {
            return scene.worked_row(expr, year, kind, at);
        }
        // More may be missing: the same for everybody of whom as many are known.
        *incomplete.entry(tally.surely).or_insert_with(|| scene.worked_row(expr, year, kind, at))
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
    let mut tallies: BTreeMap<usize, Tally> = BTreeMap::new();
    for (record, row) in found.iter().zip(counts) {
        let Some(reader) = scene.state.domain.row_of(record.whom) else { continue };
        let tally = tallies.entry(reader).or_default();
        tally.records.push((record.record, row));
        match row {
            Row { code: PLAIN, value: 0 } => {}
            Row { code: PLAIN, .. } if record.surely => tally.surely = tally.surely.saturating_add(1),
            _ => tally.open = true,
        }
    }
    Ok(Some(tallies.into_iter().collect()))
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
    let Some(keyed) =
        schema.filter(|t| t.keys.iter().all(|key| !matches!(key.ty, quanheng_facts::schema::KeyType::Enum(_)))).and_then(keyed_by)
    else {
        return scene.row_by_row(expr, year);
    };
    let yearly = schema.is_some_and(|t| t.keys.iter().any(|key| key.ty == quanheng_facts::schema::KeyType::Year));
    let mut holders: BTreeSet<EntityIx> = BTreeSet::new();
    for row in state.panel.facts.all_rows(table) {
        let of_year = !yearly || row.keys.contains(&Value::Year(year));
        if let (Some(Value::Entity(who)), true) = (row.keys.first(), of_year)
            && column.is_none_or(|column| Facts::cell(&row, column).is_some())
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
